package io.hv.xml.domain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** libxml2's validator, which {@code virsh define --validate} uses too. */
public final class Xmllint {

    private Xmllint() {}

    /** The program, where it is on the PATH. */
    public static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(each -> Path.of(each, "xmllint"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Those of the files in a folder that are not valid. */
    public static List<String> invalid(Path xmllint, Path schema, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(xmllint.toString(), "--noout", "--relaxng", schema.toString()));
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString).sorted().forEach(command::add);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int unused = process.waitFor();
        if (said.isEmpty()) {
            throw new IllegalStateException("xmllint says nothing");
        }
        return said.lines()
                .filter(each -> each.endsWith(" fails to validate") || each.contains("parser error"))
                .toList();
    }
}
