"""Names of variables: how one generation of TF 1.x called what another calls otherwise, as data, and its application."""
