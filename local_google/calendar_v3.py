"""Google Calendar v3: which function carries out which method."""

from collections.abc import Callable, Mapping

from local_google import (
    calendar_acl,
    calendar_calendars,
    calendar_channels,
    calendar_events,
    calendar_freebusy,
    calendar_import,
    calendar_lists,
    calendar_settings,
    calendar_sync,
    calendar_tables,
)
from local_google.store import Store
from local_google.wire import Call, Reply

SCHEMA = calendar_tables.SCHEMA + calendar_channels.SCHEMA
METHODS: Mapping[str, Callable[[Store, Call], Reply]] = {
    "calendar.acl.delete": calendar_acl.delete,
    "calendar.acl.get": calendar_acl.get,
    "calendar.acl.insert": calendar_acl.insert,
    "calendar.acl.list": calendar_acl.list_rules,
    "calendar.acl.patch": calendar_acl.patch,
    "calendar.acl.update": calendar_acl.update,
    "calendar.calendarList.delete": calendar_lists.delete,
    "calendar.calendarList.get": calendar_lists.get,
    "calendar.calendarList.insert": calendar_lists.insert,
    "calendar.calendarList.list": calendar_lists.list_entries,
    "calendar.calendarList.patch": calendar_lists.patch,
    "calendar.calendarList.update": calendar_lists.update,
    "calendar.calendars.delete": calendar_calendars.delete,
    "calendar.calendars.get": calendar_calendars.get,
    "calendar.calendars.insert": calendar_calendars.insert,
    "calendar.calendars.patch": calendar_calendars.patch,
    "calendar.calendars.update": calendar_calendars.update,
    "calendar.channels.stop": calendar_channels.stop,
    "calendar.colors.get": calendar_settings.colors,
    "calendar.events.delete": calendar_events.delete,
    "calendar.events.get": calendar_events.get,
    "calendar.events.import": calendar_import.import_event,
    "calendar.events.insert": calendar_events.insert,
    "calendar.events.instances": calendar_sync.instances,
    "calendar.events.list": calendar_sync.list_events,
    "calendar.events.patch": calendar_events.patch,
    "calendar.events.update": calendar_events.update,
    "calendar.events.watch": calendar_channels.watch,
    "calendar.freebusy.query": calendar_freebusy.query,
    "calendar.settings.get": calendar_settings.get,
    "calendar.settings.list": calendar_settings.list_settings,
}
