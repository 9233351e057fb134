package io.hv.libvirt;

import io.hv.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Hosts of libvirt's test driver, each a world of its own in a file of its own. */
final class TestHosts {

    private TestHosts() {}

    /** The URI of a host without domains. */
    static String uri(Path folder) throws IOException {
        return uri(folder, "");
    }

    /** The URI of a host with these domains, as libvirt's XML. */
    static String uri(Path folder, String domains) throws IOException {
        Path file = Files.createTempFile(folder, "node", ".xml");
        Files.writeString(file, "<node>" + domains + "</node>");
        return "test://" + file;
    }

    /** A domain for {@link #uri(Path, String)} in one of libvirt's states, by libvirt's number. */
    static String domain(String name, int state) {
        return "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>" + name
                + "</name><memory>4096</memory><os><type>hvm</type></os>"
                + "<test:runstate>" + state + "</test:runstate></domain>";
    }

    /** Whether libvirt's own client is here. */
    static boolean hasVirsh() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(":", -1)).anyMatch(bin -> Files.isExecutable(Path.of(bin, "virsh")));
    }

    static LibvirtHost open(String uri) {
        return Host.open(uri).as(LibvirtHost.class);
    }
}
