# The plugin's own tests run where it is installed, and inside.py beside it: test_isolated.py and test_installed.py.
collect_ignore = ["kwetsbare_gezinnen"]
