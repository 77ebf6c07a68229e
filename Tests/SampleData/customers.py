#!/usr/bin/env python3
"""Writes the orders of the sample shop, and the registers about its customers, into content/.

    python3 Tests/SampleData/customers.py

The shop's orders from 2025-12-15 to 2026-06-20 by customers without names. On the days of the 618 promotion and of its
baseline they agree with the shop's daily figures to the cent: orders, units, revenue and new buyers of every channel,
and the people who bought in the whole period. New customers buy again as a BG/NBD model has it (r 0.75, alpha 9 weeks,
a 1.1, b 3.2; their rates and dropouts are 24 and 12 quantiles of the two distributions); older customers, whose first
purchase lies before the data, make up the rest. Everything is invented. Every run writes the same bytes.
"""
import datetime
import random
from collections import defaultdict
from decimal import Decimal

import generate
from generate import BASELINE_DAYS, CAMPAIGN_DAYS, CAMPAIGNS, CHANNELS, PROMOTION, write_rows

START = datetime.date(2025, 12, 15)
END = datetime.date(2026, 6, 20)
BUYERS = {BASELINE_DAYS[0]: 6179, CAMPAIGN_DAYS[0]: 11503}

# Purchases a week: quantiles of a gamma distribution of shape 0.75 and rate 9.
RATES = [0.0006, 0.0025, 0.005, 0.0079, 0.0113, 0.015, 0.0192, 0.0237, 0.0287, 0.0342, 0.0402, 0.0469, 0.0542, 0.0624,
         0.0715, 0.0818, 0.0936, 0.1072, 0.1233, 0.143, 0.1679, 0.2017, 0.2537, 0.3677]
# The chance to leave after a purchase: quantiles of a beta distribution (1.1, 3.2).
LEAVING = [0.018, 0.051, 0.084, 0.119, 0.156, 0.195, 0.238, 0.287, 0.343, 0.41, 0.499, 0.647]

# Products: the usual price, how often one is what an order is about.
MAIN = [("空气炸锅", 399, 0.34), ("破壁机", 329, 0.22), ("养生壶", 159, 0.20), ("电饭煲", 289, 0.14), ("早餐机", 139, 0.10)]
EXTRA = [("烤架", 39), ("炸篮纸", 19), ("清洁刷", 25), ("滤网", 29), ("食谱册", 29)]
# Of what is bought beside a main product: the planted ties, then anything.
TIES = {"空气炸锅": {"炸篮纸": 0.46, "烤架": 0.26}, "破壁机": {"滤网": 0.52}, "养生壶": {"滤网": 0.18}}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def code(number, places):
    """A number that tells nothing about the order of its making, in letters and digits."""
    space = 36 ** places
    mixed = number * 611_953 % space
    text = ""
    for _ in range(places):
        mixed, digit = divmod(mixed, 36)
        text = DIGITS[digit] + text
    return text


def daily_targets():
    """day -> channel -> orders, units, revenue, new buyers, where the shop's daily figures say so."""
    facts = generate.promotion_facts()
    targets = defaultdict(lambda: {c: dict(orders=0, units=0, revenue=Decimal(0), new_buyers=0) for c in CHANNELS})
    for (day, channel, _, _), row in facts.items():
        for measure, value in targets[day][channel].items():
            targets[day][channel][measure] = value + row[measure]
    return targets


class Shop:
    def __init__(self):
        self.roll = random.Random(20260620).random
        self.customers = 0
        # Customers from before the data, how often they are drawn; and those due to buy again, by day.
        self.due = defaultdict(list)
        self.old = [self.new_name() for _ in range(60_000)]

    def new_name(self):
        self.customers += 1
        return self.customers

    def pick(self, weighted):
        at = self.roll() * sum(w for _, w in weighted)
        for value, weight in weighted:
            at -= weight
            if at < 0:
                return value
        return weighted[-1][0]

    def first_purchase(self, day):
        """A new customer, with all later purchases put on their days."""
        name = self.new_name()
        rate = RATES[int(self.roll() * len(RATES))] / 7
        leaving = LEAVING[int(self.roll() * len(LEAVING))]
        # After a purchase each customer leaves with a chance of their own; so it is after the first.
        date = day
        while date < END and not (date > day and self.roll() < leaving):
            date += datetime.timedelta(days=1)
            while date <= END and self.roll() >= rate:
                date += datetime.timedelta(days=1)
            if date > END:
                break
            self.due[date].append(name)
        return name


def people(shop, targets):
    """(day, name, first) for each order, before channels."""
    result = []
    days = [START + datetime.timedelta(days=i) for i in range((END - START).days + 1)]
    periods = [(BASELINE_DAYS[0], BASELINE_DAYS[-1]), (CAMPAIGN_DAYS[0], CAMPAIGN_DAYS[-1])]
    plan = {}
    for day in days:
        if day in targets:
            orders = sum(t["orders"] for t in targets[day].values())
            new = sum(t["new_buyers"] for t in targets[day].values())
        else:
            level = 105 if day < datetime.date(2026, 3, 9) else 235 if day < datetime.date(2026, 3, 30) else 330
            if datetime.date(2026, 2, 10) <= day <= datetime.date(2026, 2, 23):
                level = 62
            elif day > BASELINE_DAYS[-1]:
                level = 318
            orders = int(level * generate.WEEKDAYS[day.weekday()] * (0.9 + 0.2 * shop.roll()) + 0.5)
            new = int(orders * 0.30 + 0.5)
        plan[day] = (orders, new)
    for day in days:
        orders, new = plan[day]
        names = [(shop.first_purchase(day), True) for _ in range(new)]
        names += [(name, False) for name in shop.due[day][:orders - new]]
        result.append((day, names, orders))
    # Older customers fill each day; within a period just as many of them as its number of buyers leaves room for.
    filled = []
    for first, last in periods:
        inside = [entry for entry in result if first <= entry[0] <= last]
        known = {name for _, names, _ in inside for name, _ in names}
        slots = sum(orders - len(names) for _, names, orders in inside)
        wanted = BUYERS[first] - len(known)
        assert 0 < wanted <= min(slots, len(shop.old)), (first, wanted, slots)
        pool = sorted(shop.old, key=lambda _: shop.roll())[:wanted]
        again = [pool[int(shop.roll() * shop.roll() * wanted)] for _ in range(slots - wanted)]
        fill = sorted(pool + again, key=lambda _: shop.roll())
        for day, names, orders in inside:
            take = orders - len(names)
            names += [(name, False) for name in fill[:take]]
            fill = fill[take:]
    for day, names, orders in result:
        while len(names) < orders:
            names.append((shop.old[int(shop.roll() * shop.roll() * len(shop.old))], False))
        filled.append((day, sorted(names, key=lambda _: shop.roll())))
    return filled


def basket(shop, lines):
    """`lines` products, each with its price."""
    main = shop.pick([((name, price), weight) for name, price, weight in MAIN])
    chosen = [main]
    while len(chosen) < lines:
        ties = TIES.get(main[0], {})
        at = shop.roll()
        for name, chance in ties.items():
            at -= chance
            if at < 0:
                item = (name, dict(EXTRA)[name])
                break
        else:
            item = EXTRA[int(shop.roll() * len(EXTRA))]
        # A second piece of what is there already is another line with its own price.
        chosen.append(item)
    return chosen


def split_cents(total, weights):
    """Whole cents by weight that add up to the total; each at least 1."""
    whole = sum(weights)
    parts = [max(1, int(total * w / whole)) for w in weights]
    parts[parts.index(max(parts))] += total - sum(parts)
    return parts


def promotion_orders():
    targets = daily_targets()
    shop = Shop()
    rows, history, number = [], [], 0
    for day, names in people(shop, targets):
        if day not in targets:
            for name, first in names:
                main = shop.pick([((n, p), w) for n, p, w in MAIN])
                price = main[1] * (0.86 + 0.18 * shop.roll()) + (29 if shop.roll() < 0.2 else 0)
                history.append([code(name, 4), day, f"{price:.2f}", "是" if first else ""])
            continue
        fresh = [name for name, first in names if first]
        rest = [name for name, first in names if not first]
        for channel, wanted in targets[day].items():
            if wanted["orders"] == 0:
                continue
            take = [(fresh.pop(), True) for _ in range(wanted["new_buyers"])]
            take += [(rest.pop(), False) for _ in range(wanted["orders"] - wanted["new_buyers"])]
            sizes = [1] * len(take)
            for _ in range(wanted["units"] - wanted["orders"]):
                sizes[int(shop.roll() * len(sizes))] += 1
            baskets = [basket(shop, size) for size in sizes]
            weights = [price * (0.92 + 0.16 * shop.roll()) for items in baskets for _, price in items]
            cents = split_cents(int(wanted["revenue"] * 100), weights)
            for (name, first), items in zip(take, baskets):
                number += 1
                for product, _ in items:
                    amount = Decimal(cents.pop(0)) / 100
                    rows.append([code(name, 4), day, code(number, 4) if len(items) > 1 else "", channel, product,
                                 f"{amount:.2f}", "是" if first else ""])
        assert not fresh and not rest
    folder = CAMPAIGNS / PROMOTION / "data"
    write_rows(folder / "orders-历史.csv", ["客户ID", "日期", "金额", "首购"], history, "utf-8")
    write_rows(folder / "orders-618.csv", ["客户ID", "日期", "订单号", "渠道", "商品", "金额", "首购"], rows, "utf-8")


if __name__ == "__main__":
    promotion_orders()
