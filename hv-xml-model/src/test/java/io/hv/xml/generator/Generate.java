package io.hv.xml.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the wire layer's classes: {@code Generate SCHEMAS SOURCES}. */
public final class Generate {

    /** The package below which the classes are. */
    static final String BASE = "io.hv.xml.wire";

    /** The schemas whose documents there are classes for. What they include comes with them. */
    static final List<String> FILES = List.of(
            "domain.rng",
            "network.rng",
            "storagepool.rng",
            "storagevol.rng",
            "domainsnapshot.rng",
            "domaincheckpoint.rng",
            "domainbackup.rng",
            "capability.rng",
            "domaincaps.rng",
            "nodedev.rng",
            "nwfilter.rng",
            "nwfilterbinding.rng",
            "secret.rng",
            "interface.rng",
            "cpu.rng",
            "networkport.rng",
            "storagepoolcaps.rng");

    private Generate() {}

    /** The sources by their paths below a folder of sources. */
    static Map<String, String> sources(Path schemas) throws IOException {
        return JavaWriter.write(JavaNames.of(ElementClasses.of(new Schemas(schemas), FILES), BASE), BASE);
    }

    /** Replaces what was generated before. */
    public static void main(String[] arguments) throws IOException {
        Path to = Path.of(arguments[1]);
        for (Path old : generated(to)) {
            Files.delete(old);
        }
        for (Map.Entry<String, String> each : sources(Path.of(arguments[0])).entrySet()) {
            Path file = to.resolve(each.getKey());
            Path unused = Files.createDirectories(file.getParent());
            Path unusedToo = Files.writeString(file, each.getValue());
        }
    }

    /** The files that are generated: those in packages below the wire layer's own. */
    static List<Path> generated(Path sources) throws IOException {
        Path base = sources.resolve(BASE.replace('.', '/'));
        try (Stream<Path> all = Files.walk(base)) {
            return all.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !base.equals(each.getParent()))
                    .sorted()
                    .toList();
        }
    }
}
