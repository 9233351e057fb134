package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.CloneReport;
import io.hv.CopySpec;
import io.hv.Domain;
import io.hv.Host;
import io.hv.xml.XmlDiff;
import io.hv.xml.XmlDifference;
import io.hv.xml.XmlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a copy has of its own, beside virt-clone's copy of the same domain: all that virt-clone makes anew, hv does, and what
 * hv makes anew beyond that is listed here.
 */
@Tag("libvirtd")
class CopiesBesideVirtCloneTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What virt-clone 4.1 leaves as it is, by words of its path: two machines cannot have it at once, or say one UUID twice. */
    private static final List<String> BEYOND = List.of(
            "/domain/genid",
            "/domain/devices/serial",
            "/domain/devices/console",
            "/domain/devices/channel",
            "/domain/devices/vsock");

    @TempDir
    Path folder;

    private final QemuBackend backend = new QemuBackend();

    @Test
    void whatVirtCloneMakesAnewIsMadeAnew() throws Exception {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "virt-clone"))),
                "virt-clone is not on the PATH; install virtinst");
        String uri = backend.freshUri();
        for (String name : List.of("a.qcow2", "b.raw", "cd.iso", "shared.raw", "vars.fd")) {
            Files.write(folder.resolve(name), new byte[1 << 20]);
        }
        run("qemu-img", "create", "-q", "-f", "qcow2", folder.resolve("a.qcow2").toString(), "4M");
        try (Host host = Host.open(uri)) {
            Domain original = host.as(LibvirtHost.class).defineXml(document());
            try {
                CloneReport full = original.copyAs(CopySpec.full("web-full")).await(PATIENCE);
                CloneReport linked =
                        original.copyAs(CopySpec.linked("web-linked")).await(PATIENCE);
                run("virt-clone", "--connect", uri, "-o", "web", "-n", "web-virt-clone", "--auto-clone");
                Set<String> wanted = changed(original, host.domain("web-virt-clone"));
                assertTrue(wanted.size() >= 8, wanted::toString);
                Set<String> byFull = changed(original, host.domain("web-full"));
                Set<String> byLinked = changed(original, host.domain("web-linked"));
                byFull.removeIf(CopiesBesideVirtCloneTest::isBeyond);
                // An overlay is a qcow2 whatever it lies over.
                byLinked.removeIf(path -> isBeyond(path) || path.contains("/driver"));
                assertEquals(wanted, byFull, full::toString);
                assertEquals(wanted, byLinked, linked::toString);
                assertTrue(Files.exists(folder.resolve("web-full-vars.fd")));
                differ(host.domains());
            } finally {
                host.domains().forEach(Domain::undefine);
            }
        }
    }

    private static boolean isBeyond(String path) {
        return BEYOND.stream().anyMatch(path::contains);
    }

    private static Set<String> changed(Domain original, Domain copy) {
        return XmlDiff.between(document(original), document(copy)).stream()
                .map(XmlDifference::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static XmlDocument document(Domain domain) {
        return XmlDocument.parse(domain.as(LibvirtDomain.class).definitionXml());
    }

    /** Of four domains no two have a UUID, an address or a disk's file in common. */
    private static void differ(List<Domain> domains) {
        assertEquals(4, domains.size());
        for (String what : List.of("<uuid>([^<]*)<", "<mac address='([^']*)'", "source file='([^']*(?:qcow2|vda))'")) {
            List<String> all = domains.stream()
                    .flatMap(domain -> Pattern.compile(what)
                            .matcher(domain.as(LibvirtDomain.class).definitionXml())
                            .results()
                            .map(found -> found.group(1)))
                    .toList();
            assertEquals(all.size(), Set.copyOf(all).size(), all::toString);
        }
    }

    private String document() throws IOException {
        try (InputStream text = CopiesBesideVirtCloneTest.class.getResourceAsStream("web.xml")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("FOLDER", folder.toString());
        }
    }

    private static void run(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
