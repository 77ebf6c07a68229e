"""Random project plans, and their dates and floats worked out from the definitions alone.

Days are walked one by one, and dates are pushed along the links until none is violated any more. Nothing here counts working
days in a closed form, sorts tasks by their links or passes over them once, as the program does.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
FIRST = date(2026, 4, 20)


@dataclass
class Task:
    id: str
    start: date
    end: date
    depends: list[str] = field(default_factory=list)
    milestone: bool = False


@dataclass
class Plan:
    tasks: list[Task]
    off: frozenset[date]
    worked: frozenset[date]

    def is_worked(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def worked_days(self, start: date, end: date) -> int:
        """Of `start` to `end`, both included."""
        count = 0
        while start <= end:
            count += self.is_worked(start)
            start += DAY
        return count

    def walk(self, day: date, count: int, step: timedelta = DAY) -> date:
        """The `count`th worked day from `day` on; `day` itself is the first if it is worked."""
        while True:
            count -= self.is_worked(day)
            if count == 0:
                return day
            day += step

    def place(self, task: Task, earliest: date) -> tuple[date, date]:
        if task.milestone:
            return earliest, earliest
        length = self.worked_days(task.start, task.end)
        if length == 0 and earliest <= task.end:  # planned on days off, and free to keep them
            return max(earliest, task.start), task.end
        length = max(length, 1)
        return self.walk(earliest, 1), self.walk(earliest, length)

    def place_back(self, task: Task, limit: date, early: tuple[date, date]) -> tuple[date, date]:
        """The latest days that end on `limit` or before; `early` where no working day lies between."""
        if self.worked_days(early[1] + DAY, limit) == 0:
            return early
        if task.milestone:
            return (self.walk(limit, 1, -DAY),) * 2
        length = max(self.worked_days(task.start, task.end), 1)
        return self.walk(limit, length, -DAY), self.walk(limit, 1, -DAY)

    def schedule(self) -> dict[str, dict]:
        by_id = {task.id: task for task in self.tasks}
        early = {task.id: self.place(task, task.end if task.milestone else task.start) for task in self.tasks}
        settled = False
        while not settled:
            settled = True
            for task in self.tasks:
                for before in task.depends:
                    allowed = early[before][1] + (DAY * 0 if task.milestone else DAY)
                    if early[task.id][0] < allowed:
                        early[task.id] = self.place(task, allowed)
                        settled = False

        end = max(finish for _, finish in early.values())
        limits = {id: end for id in by_id}
        free = dict(limits)
        late = {id: self.place_back(by_id[id], end, early[id]) for id in by_id}
        settled = False
        while not settled:
            settled = True
            for task in self.tasks:
                gap = DAY * 0 if task.milestone else DAY
                for before in task.depends:
                    free[before] = min(free[before], early[task.id][0] - gap)
                    if late[task.id][0] - gap < limits[before]:
                        limits[before] = late[task.id][0] - gap
                        late[before] = self.place_back(by_id[before], limits[before], early[before])
                        settled = False

        result = {}
        for task in self.tasks:
            (start, finish), (late_start, late_finish) = early[task.id], late[task.id]
            total = self.worked_days(start + DAY, late_start)
            result[task.id] = {
                "duration": str(0 if task.milestone else max(self.worked_days(task.start, task.end), 1)),
                "early_start": start.isoformat(), "early_finish": finish.isoformat(),
                "late_start": late_start.isoformat(), "late_finish": late_finish.isoformat(),
                "total_float": str(total), "free_float": str(self.worked_days(finish + DAY, free[task.id])),
                "critical": "true" if total == 0 else "false",
            }
        return result


def random_calendar(seed: int) -> tuple[frozenset[date], frozenset[date]]:
    chance = random.Random(seed)
    days = [FIRST + DAY * number for number in range(200)]
    off = [day for day in days if day.weekday() < 5 and chance.random() < 0.07]
    worked = [day for day in days if day.weekday() >= 5 and chance.random() < 0.12]
    return frozenset(off), frozenset(worked)


def random_plan(seed: int, off: frozenset[date], worked: frozenset[date]) -> Plan:
    """3 to 30 tasks whose rows do not stand in the order of their links; some milestones, some work on days off."""
    chance = random.Random(seed)
    tasks: list[Task] = []
    density = chance.choice((0.5, 1.2, 2.5))
    for number in range(chance.randint(3, 30)):
        start = FIRST + DAY * chance.randint(0, 40)
        milestone = chance.random() < 0.15
        end = start if milestone else start + DAY * chance.choice((0, 0, 1, 2, 3, 4, 6, 9, 13))
        depends = [task.id for task in tasks if chance.random() < density / len(tasks)]
        tasks.append(Task(f"T{number:02}", start, end, depends, milestone))
    chance.shuffle(tasks)
    return Plan(tasks, off, worked)
