#!/usr/bin/env python3
"""What pandas makes of generated bars: inputs and expected results of resampling, as CSV files beside this script.

Run it as `$(scripts/python-environment frames) resampling.py`; the same pandas writes the same bytes. Made with pandas 3.1.1.
Prices are whole multiples of 1/64 from a linear congruential generator, so that Float32 holds each exactly.
"""

import pathlib

import pandas as pd

here = pathlib.Path(__file__).parent
state = 12345


def draw(bound):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % bound


def bars(symbol, moments):
    price = 64 * (20 + draw(100))
    rows = []
    for moment in moments:
        opened = price
        price = max(64, price + draw(129) - 64)
        high, low = max(opened, price) + draw(32), min(opened, price) - draw(32)
        values = [opened / 64, high / 64, low / 64, price / 64, float(1_000 + draw(2**31 - 1_000))]
        if draw(10) == 0:
            values = [None] * 5  # a gap
        elif draw(10) == 0:
            values[draw(5)] = None
        rows.append([symbol, moment, *values])
    return rows


def table(rows):
    names = ["symbol", "date", "open", "high", "low", "close", "volume"]
    frame = pd.DataFrame(rows, columns=names)
    frame[names[2:]] = frame[names[2:]].astype("float64")
    return frame


def write(frame, name):
    def text(value, whole):
        return "" if pd.isna(value) else str(int(value)) if whole else repr(float(value))

    with open(here / name, "w") as file:
        file.write(",".join(frame.columns) + "\n")
        for row in frame.itertuples(index=False):
            moment = row.date.strftime("%Y-%m-%d" if row.date == row.date.normalize() else "%Y-%m-%d %H:%M:%S")
            fields = [text(value, whole=index == 4) for index, value in enumerate(row[2:])]
            file.write(",".join([row.symbol, moment, *fields]) + "\n")


def resample(frame, period, day):
    """`period` names the group of each row, `day` what the result's date is: the group's last."""
    grouped = frame.assign(period=period, day=day).groupby(["symbol", "period"], sort=True)
    result = grouped.agg(
        date=("day", "last"), open=("open", "first"), high=("high", "max"), low=("low", "min"), close=("close", "last"))
    result["volume"] = grouped["volume"].sum(min_count=1)
    return result.reset_index().drop(columns="period")


days = pd.bdate_range("1969-11-20", periods=120)
# One symbol misses a week and a half, and begins late; one has bars on weekends too.
daily = table(bars("A", days) + bars("B", days[33:60].append(days[68:])) + bars("C", pd.date_range("1999-12-20", periods=45)))
write(daily, "daily.csv")
write(resample(daily, daily["date"].dt.to_period("W-SUN"), daily["date"]), "weekly.csv")
write(resample(daily, daily["date"].dt.to_period("M"), daily["date"]), "monthly.csv")

hours = pd.date_range("1969-12-30 20:00", periods=120, freq="h")
hourly = table(bars("A", hours) + bars("B", hours[5:70:3]))
write(hourly, "hourly.csv")
for name, shift in [("utc", 0), ("evening", 6), ("morning", -8)]:
    day = (hourly["date"] + pd.Timedelta(hours=shift)).dt.normalize()
    write(resample(hourly, day, day), f"daily-{name}.csv")
