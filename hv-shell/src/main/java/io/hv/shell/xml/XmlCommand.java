package io.hv.shell.xml;

import picocli.CommandLine.Command;

/** {@code hv xml}. */
@Command(
        name = "xml",
        description = "libvirt's XML: show, compare, validate. It needs no libvirt.",
        footer = "docs/xml.md says what is kept, and what counts as the same.",
        subcommands = {ShowCommand.class, DiffCommand.class, ValidateCommand.class, RoundtripCommand.class})
public final class XmlCommand {}
