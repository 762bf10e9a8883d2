"""The nightly job: crawl, group, build, check, publish by one switch, hand on, report.

Every step that can break runs in a process of its own; what is published changes by one rename or not at all.
"""
