"""Requests about what lies over cells: names, protection, colours, tables, filters, charts."""

import re
from typing import Any

from local_google.field_masks import copy_fields
from local_google.sheets_access import Opened, protected_range
from local_google.sheets_book import Tab
from local_google.sheets_ranges import area_of, grid_target, inside, tab_of
from local_google.sheets_refusals import PROTECTED, bad
from local_google.sheets_request_parts import find_by_id, mask_of, need, need_tab

Json = dict[str, Any]
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}\Z")


def add_named_range(opened: Opened, request: Json) -> Json:
    named = dict(need(request, "namedRange"))
    _refuse_name(opened, named.get("name", ""))
    tab_of(opened.book, need(named, "range"))
    named.setdefault("namedRangeId", str(opened.book.new_number()))
    opened.book.listed("namedRanges").append(named)
    return {"namedRange": named}


def _refuse_name(opened: Opened, name: str) -> None:
    if not NAME.match(name):
        raise bad(f"Invalid name: {name}")
    if any(old["name"].lower() == name.lower() for old in opened.book.listed("namedRanges")):
        raise bad(f"A named range with the name {name} already exists.")


def update_named_range(opened: Opened, request: Json) -> None:
    given = need(request, "namedRange")
    paths = mask_of(request, frozenset({"name", "range"}))
    old = find_by_id(
        opened.book.listed("namedRanges"), "namedRangeId", given.get("namedRangeId"), "named range"
    )
    new = copy_fields(given, old, paths) | {"namedRangeId": old["namedRangeId"]}
    if new["name"].lower() != old["name"].lower():
        _refuse_name(opened, new["name"])
    tab_of(opened.book, new["range"])
    old.clear()
    old.update(new)


def delete_named_range(opened: Opened, request: Json) -> None:
    named = opened.book.listed("namedRanges")
    named.remove(find_by_id(named, "namedRangeId", request.get("namedRangeId"), "named range"))


def add_protected_range(opened: Opened, request: Json) -> Json:
    """Whoever protects cells stays an editor of them; the owner of the file always may edit."""
    given = dict(need(request, "protectedRange"))
    range_ = protected_range(opened.book, given)
    if range_ is None:
        raise bad("Must specify a range or a namedRangeId.")
    tab = tab_of(opened.book, range_)
    given["protectedRangeId"] = given.get("protectedRangeId") or opened.book.new_number()
    if given.get("warningOnly"):
        given.pop("editors", None)
    else:
        _keep_editor(opened, given)
    tab.listed("protectedRanges").append(given)
    return {"protectedRange": shown_protection(opened, given)}


def _keep_editor(opened: Opened, protection: Json) -> None:
    editors = dict(protection.get("editors", {}))
    users = list(editors.get("users", ()))
    if opened.caller.email.lower() not in (user.lower() for user in users):
        users.append(opened.caller.email)
    protection["editors"] = editors | {"users": users}


def shown_protection(opened: Opened, protection: Json) -> Json:
    """A ProtectedRange as the caller sees it: only those who may edit see the editors."""
    shown = {**protection, "requestingUserCanEdit": opened.may_edit(protection)}
    if not shown["requestingUserCanEdit"]:
        shown.pop("editors", None)
    return shown


def update_protected_range(opened: Opened, request: Json) -> None:
    given = need(request, "protectedRange")
    paths = mask_of(
        request,
        frozenset({"range", "namedRangeId", "description", "warningOnly"})
        | {"unprotectedRanges", "editors", "requestingUserCanEdit", "protectedRangeId"},
    )
    tab, old = _protection(opened, given.get("protectedRangeId"))
    new = copy_fields(given, old, paths) | {"protectedRangeId": old["protectedRangeId"]}
    if new.get("warningOnly"):
        new.pop("editors", None)
    else:
        _keep_editor(opened, new)
    range_ = protected_range(opened.book, new)
    if range_ is None:
        raise bad("Must specify a range or a namedRangeId.")
    tab.listed("protectedRanges").remove(old)
    tab_of(opened.book, range_).listed("protectedRanges").append(new)


def delete_protected_range(opened: Opened, request: Json) -> None:
    tab, old = _protection(opened, request.get("protectedRangeId"))
    tab.listed("protectedRanges").remove(old)


def _protection(opened: Opened, number: Any) -> tuple[Tab, Json]:
    for tab in opened.book.tabs:
        for protection in tab.listed("protectedRanges"):
            if protection["protectedRangeId"] == number:
                if not opened.may_edit(protection):
                    raise bad(PROTECTED)
                return tab, protection
    raise bad(f"No protected range with id: {number}")


def add_conditional_format_rule(opened: Opened, request: Json) -> None:
    rule = need(request, "rule")
    if not rule.get("ranges") or not ("booleanRule" in rule or "gradientRule" in rule):
        raise bad("A conditional format rule needs ranges and a booleanRule or a gradientRule.")
    tab, _ = grid_target(opened.book, rule["ranges"][0])
    rules = tab.listed("conditionalFormats")
    index = request.get("index", 0)
    if index > len(rules):
        raise bad(f"No conditional format rule with index: {index}")
    rules.insert(index, rule)


def update_conditional_format_rule(opened: Opened, request: Json) -> Json:
    """Either a new rule at `index`, or the rule at `index` moved to `newIndex`."""
    index = request.get("index", 0)
    if "rule" in request:
        tab, _ = grid_target(opened.book, request["rule"]["ranges"][0])
        old = _rule(tab, index)
        tab.listed("conditionalFormats")[index] = request["rule"]
        return {"oldRule": old, "newRule": request["rule"], "newIndex": index}
    tab, new_index = need_tab(opened.book, request.get("sheetId")), request.get("newIndex", 0)
    old = _rule(tab, index)
    _rule(tab, new_index)
    tab.listed("conditionalFormats").insert(new_index, tab.listed("conditionalFormats").pop(index))
    return {"newRule": old, "oldIndex": index, "newIndex": new_index}


def delete_conditional_format_rule(opened: Opened, request: Json) -> Json:
    tab, index = need_tab(opened.book, request.get("sheetId")), request.get("index", 0)
    rule = _rule(tab, index)
    tab.listed("conditionalFormats").pop(index)
    return {"rule": rule}


def _rule(tab: Tab, index: int) -> Json:
    rules = tab.listed("conditionalFormats")
    if not 0 <= index < len(rules):
        raise bad(f"No conditional format on sheet: {tab.id} at index: {index}")
    return rules[index]


def add_banding(opened: Opened, request: Json) -> Json:
    banded = dict(need(request, "bandedRange"))
    if "rowProperties" not in banded and "columnProperties" not in banded:
        raise bad("At least one of rowProperties or columnProperties must be specified.")
    tab, box = grid_target(opened.book, need(banded, "range"))
    if any(inside(tab, area_of(old["range"])).meets(box) for old in tab.listed("bandedRanges")):
        raise bad(
            "You cannot add alternating background colors to a range that already has "
            "alternating background colors."
        )
    banded["bandedRangeId"] = banded.get("bandedRangeId") or opened.book.new_number()
    tab.listed("bandedRanges").append(banded)
    return {"bandedRange": banded}


def delete_banding(opened: Opened, request: Json) -> None:
    _remove(opened, "bandedRanges", "bandedRangeId", request.get("bandedRangeId"))


def add_table(opened: Opened, request: Json) -> Json:
    """A table's first row is its header; a column's name is written where the header is blank."""
    table = dict(need(request, "table"))
    tab, box = grid_target(opened.book, need(table, "range"))
    opened.refuse_protected(tab, box)
    if any(inside(tab, area_of(old["range"])).meets(box) for old in tab.listed("tables")):
        raise bad("You can't create a table that overlaps with another table.")
    names = {old.get("name", "").lower() for t in opened.book.tabs for old in t.listed("tables")}
    table["name"] = table.get("name") or f"Table{len(names) + 1}"
    if table["name"].lower() in names:
        raise bad(f"A table with the name {table['name']} already exists.")
    table["tableId"] = table.get("tableId") or str(opened.book.new_number())
    given = {about.get("columnIndex", 0): about for about in table.get("columnProperties", ())}
    table["columnProperties"] = [
        _table_column(tab, box.top, box.left + place, {"columnIndex": place} | given.get(place, {}))
        for place in range(box.right - box.left)
    ]
    tab.listed("tables").append(table)
    return {"table": table}


def _table_column(tab: Tab, row: int, column: int, about: Json) -> Json:
    header = tab.peek(row, column)
    if header is not None and header.value is not None:
        return {**about, "columnName": about.get("columnName") or str(header.value)}
    name = about.get("columnName") or f"Column {about['columnIndex'] + 1}"
    tab.cell_at(row, column).value = name
    return {**about, "columnName": name}


def delete_table(opened: Opened, request: Json) -> None:
    _remove(opened, "tables", "tableId", request.get("tableId"))


def set_basic_filter(opened: Opened, request: Json) -> None:
    filter_ = need(request, "filter")
    tab, _ = grid_target(opened.book, need(filter_, "range"))
    tab.facts["basicFilter"] = filter_


def clear_basic_filter(opened: Opened, request: Json) -> None:
    need_tab(opened.book, request.get("sheetId")).facts.pop("basicFilter", None)


def add_chart(opened: Opened, request: Json) -> Json:
    """Kept and given back as it came; nothing is drawn."""
    chart = dict(need(request, "chart"))
    need(chart, "spec")
    cell = chart.get("position", {}).get("overlayPosition", {}).get("anchorCell", {})
    tab = need_tab(opened.book, cell.get("sheetId"))
    taken = {one["chartId"] for other in opened.book.tabs for one in other.listed("charts")}
    if chart.get("chartId") in taken:
        raise bad(f"An embedded object with the id {chart['chartId']} already exists.")
    if cell.get("rowIndex", 0) >= tab.height or cell.get("columnIndex", 0) >= tab.width:
        raise bad("The anchor cell of the chart is outside the grid.")
    chart["chartId"] = chart.get("chartId") or opened.book.new_number()
    tab.listed("charts").append(chart)
    return {"chart": chart}


def delete_embedded_object(opened: Opened, request: Json) -> None:
    _remove(opened, "charts", "chartId", request.get("objectId"))


def _remove(opened: Opened, name: str, key: str, number: Any) -> None:
    for tab in opened.book.tabs:
        for item in tab.listed(name):
            if item[key] == number:
                tab.listed(name).remove(item)
                return
    raise bad(f"No {key} with id: {number}")


KINDS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "addConditionalFormatRule": add_conditional_format_rule,
    "updateConditionalFormatRule": update_conditional_format_rule,
    "deleteConditionalFormatRule": delete_conditional_format_rule,
    "addBanding": add_banding,
    "deleteBanding": delete_banding,
    "addTable": add_table,
    "deleteTable": delete_table,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addChart": add_chart,
    "deleteEmbeddedObject": delete_embedded_object,
}
