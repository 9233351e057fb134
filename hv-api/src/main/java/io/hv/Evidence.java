package io.hv;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Gathers what can be told of any domain by what {@link Domain} has. */
final class Evidence {

    private final Domain domain;
    private final Map<String, String> parts = new LinkedHashMap<>();

    private Evidence(Domain domain) {
        this.domain = domain;
    }

    static Map<String, String> of(Domain domain) {
        // A host that is closed, and a domain that is gone, are no parts that fail: there is nobody to ask.
        DomainStatus status = domain.status();
        Evidence evidence = new Evidence(domain);
        evidence.part("spec.txt", evidence::spec);
        evidence.part("status.txt", () -> evidence.status(status));
        // The host, not the domain, which may be gone: its owner is told all the same.
        if (domain.host().supports(Feature.CONSOLE).isSupported()) {
            evidence.part("console.log", evidence::console);
        }
        if (status.state() == DomainState.CRASHED) {
            evidence.part("crash.txt", evidence::crash);
        }
        if (domain.host().supports(Feature.DISKS).isSupported()) {
            evidence.part("disks.txt", evidence::disks);
        }
        return Collections.unmodifiableMap(evidence.parts);
    }

    /** An empty part is left out. */
    private void part(String name, Supplier<String> text) {
        String content = said(text);
        if (!content.isEmpty()) {
            parts.put(name, content);
        }
    }

    /** A report of a failure has to come to its end, whatever has failed. */
    private static String said(Supplier<String> text) {
        try {
            return text.get();
        } catch (RuntimeException e) {
            return "not to be had: " + e + "\n";
        }
    }

    private String spec() {
        DomainSpec spec = domain.spec();
        String options =
                spec.options().stream().map(each -> "options: " + each + "\n").collect(Collectors.joining());
        return "host: " + domain.host().uri() + "\ndomain: " + spec + "\nuuid: " + domain.uuid() + "\n" + options;
    }

    private String status(DomainStatus status) {
        String lineage = domain.lineage().stream()
                .map(origin -> "clone of " + origin + "\n")
                .collect(Collectors.joining());
        return status + "\n" + lineage;
    }

    private String console() {
        try (ConsoleSession session = domain.console().open(Console.From.START)) {
            String output = session.readAvailable();
            return session.lost() == 0 ? output : "(" + session.lost() + " bytes before that are lost)\n" + output;
        }
    }

    private String crash() {
        return domain.crash()
                .map(report -> report + "\n" + report.registers() + instruction(report))
                .orElse("no report\n");
    }

    private static String instruction(CrashReport report) {
        byte[] bytes = report.instructionBytes();
        return bytes.length == 0
                ? ""
                : "\nat the instruction pointer: " + HexFormat.ofDelimiter(" ").formatHex(bytes) + "\n";
    }

    private String disks() {
        return domain.disks().stream()
                .map(disk -> disk.spec() + "\n" + said(() -> statistics(disk)))
                .collect(Collectors.joining());
    }

    private static String statistics(Disk disk) {
        return "capacity " + disk.capacity() + "\n" + disk.statistics() + "\n";
    }
}
