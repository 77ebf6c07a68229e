"""The calendar files of the sample site, read by a library of its own, against the rows that they are made from."""

import csv
import datetime

import icalendar
import pytest

from Tests.conftest import ROOT
from Tests.Recompute.conftest import CAMPAIGNS


def events(path) -> list:
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_files_are_calendars(site):
    files = sorted(site.rglob("*.ics"))
    assert len(files) > 5
    for file in files:
        raw = file.read_bytes()
        assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n"), file
        for line in raw.split(b"\r\n"):
            assert len(line) <= 75, (file, line)
            line.decode("utf-8")
        found = events(file)
        assert found, file
        uids = [str(event["UID"]) for event in found]
        assert len(uids) == len(set(uids)), file
        for event in found:
            assert not event.errors, (file, event.errors)
            assert event.decoded("DTSTART") < event.decoded("DTEND")


@pytest.mark.parametrize("id", CAMPAIGNS)
def test_events_of_a_campaign(site, id):
    with (ROOT / "content/campaigns" / id / "registers/events.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = {
        (event.decoded("DTSTART"), event.decoded("DTEND"), str(event["SUMMARY"]))
        for event in events(site / "campaigns" / id / "calendar.ics")}
    day = datetime.date.fromisoformat
    assert rows
    for row in rows:
        end = day(row["end"] or row["date"]) + datetime.timedelta(1)
        assert (day(row["date"]), end, row["cause"]) in shown
