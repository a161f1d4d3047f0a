"""What is true of the records that this repository comes with, and of no other municipality's.

Whoever takes the repository for records of their own deletes this folder; what holds for any is in `tests/content/`.
"""

from browser.test_form import open_form as open_form
from browser.test_form import served_form as served_form
from browser.test_form import served_records as served_records
