"""The frozen records that stages pass on. They know no parser and open no file; `saved` is their form as JSON."""
