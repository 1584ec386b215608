"""Plays the scenario of tests/interop in Python: ``play.py SCENARIO HOME KEY``, or with NAMES, what was kept before, only
reads. Prints, as JSON, what it then reads.

Everything is said and read through the typed records of the package; only the comparison is in JSON.
"""

import asyncio
import enum
import json
import sys
import typing

import kith

#: Fields whose shape is the record's own: they cross as JSON, alone or in a list.
JSON_FIELDS = {"content", "value", "body", "in_force", "values", "prefilled"}


def record(of: type, given: dict) -> typing.Any:
    """The record of that type, from plain values."""
    hints = typing.get_type_hints(of.__init__, vars(kith._core))
    return of(**{name: fitted(hints[name], name, value) for name, value in given.items()})


def fitted(hint: typing.Any, name: str, value: typing.Any) -> typing.Any:
    if isinstance(value, dict):
        known = [one for one in (hint, *typing.get_args(hint)) if getattr(one, "__module__", "") == "kith._core"]
        return record(known[0], value) if known else json.dumps(value)
    return value


def plain(value: typing.Any) -> typing.Any:
    """A record as plain values, without what is not there."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, enum.Enum):
        return value.name.lower()
    if hasattr(value, "__dict__"):
        parts = {name: one for name, one in vars(value).items() if one is not None}
        return {name: read(one) if name in JSON_FIELDS else plain(one) for name, one in parts.items()}
    return value


def read(value: typing.Any) -> typing.Any:
    """What crossed as JSON; a field of the same name with a number in it did not."""
    if isinstance(value, list):
        return [read(one) for one in value]
    return json.loads(value) if isinstance(value, str) else value


class Player:
    def __init__(self, scenario: dict, key: bytes, home: str):
        self.scenario, self.names = scenario, {"language": "Python"}
        fixed = kith.FixedClock(now=scenario["now"], seed=scenario["seed"])
        self.place = kith.Place(home=home, key=kith.Key.random(key), language=kith.Language.ENGLISH, fixed=fixed)

    def filled(self, value: typing.Any) -> typing.Any:
        if isinstance(value, str):
            for name, kept in self.names.items():
                value = value.replace(f"${name}", kept)
        elif isinstance(value, list):
            value = [self.filled(one) for one in value]
        elif isinstance(value, dict):
            value = {name: self.filled(one) for name, one in value.items()}
        return value

    async def call(self, vault: kith.Kith, step: dict) -> typing.Any:
        method = getattr(vault, step["name"])
        of = typing.get_type_hints(method, vars(kith._core))["arguments"]
        return await method(record(of, self.filled(step["given"])))

    async def step(self, vault: kith.Kith, step: dict) -> None:
        expected = step.get("error")
        try:
            done = await self.call(vault, step)
        except kith.KithError as error:
            found = {"kind": type(error).__name__, "code": error.code, "field": error.field}
            assert found == expected, (found, expected)
            assert error.words.message and error.words.next
            return
        assert expected is None, f"{step} was to be refused"
        for name, made in step.get("keep", {}).items():
            self.names[name] = done.ids[made][0]

    async def play(self) -> dict:
        async with kith.opened(self.place) as vault:
            self.names["individual"] = (await vault.caseload(kith.Caseload()))[0].individual
            heard = asyncio.ensure_future(anext(kith.changes(vault)))
            await asyncio.sleep(0)
            for step in self.scenario["steps"]:
                await self.step(vault, step)
            assert (await heard).individuals == [self.names["individual"]]
            await self.given_up(vault)
            calls = [vault.caseload(kith.Caseload()) for _ in range(self.scenario["calls"])]
            assert len(await asyncio.gather(*calls)) == self.scenario["calls"]
            shown = await self.shown(vault)
        try:
            await vault.caseload(kith.Caseload())
            raise AssertionError("a closed vault answers")
        except kith.KithError.Vault as closed:
            assert closed.code == "vault_closed"
        return shown

    async def read(self, kept: dict) -> dict:
        self.names.update(kept)
        async with kith.opened(self.place) as vault:
            return await self.shown(vault)

    async def shown(self, vault: kith.Kith) -> dict:
        screens = [plain(await self.call(vault, screen)) for screen in self.scenario["screens"]]
        return {"names": self.names, "screens": screens}

    async def given_up(self, vault: kith.Kith) -> None:
        """A call that is given up behind others is given up, and the vault goes on."""
        busy = [asyncio.ensure_future(vault.doctor()) for _ in range(20)]
        await asyncio.sleep(0)
        asked = asyncio.ensure_future(vault.caseload(kith.Caseload()))
        await asyncio.sleep(0)
        asked.cancel()
        try:
            await asked
            raise AssertionError("cancelled, and answered")
        except asyncio.CancelledError:
            pass
        assert not any(found.problems for found in await asyncio.gather(*busy))
        assert await vault.caseload(kith.Caseload())


if __name__ == "__main__":
    scenario, home, key, *kept = sys.argv[1:]
    with open(scenario, encoding="utf-8") as file:
        player = Player(json.load(file), bytes.fromhex(key), home)
    played = player.read(json.loads(kept[0])) if kept else player.play()
    json.dump(asyncio.run(played), sys.stdout, ensure_ascii=False)
