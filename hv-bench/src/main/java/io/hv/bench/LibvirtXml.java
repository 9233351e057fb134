package io.hv.bench;

import io.hv.Domain;
import io.hv.Host;
import io.hv.libvirt.LibvirtDomain;
import io.hv.libvirt.LibvirtHost;
import java.nio.charset.StandardCharsets;

/** What libvirt itself takes to read a definition and to write it, in a test driver without machines. */
final class LibvirtXml implements AutoCloseable {

    private final Host host;
    private final LibvirtHost libvirt;
    private final String definition;

    /**
     * Opens the driver.
     *
     * @throws io.hv.HypervisorException if libvirt is not installed
     */
    LibvirtXml(Setting setting, String domain) {
        host = Host.open("test://" + setting.file("node.xml", "<node/>".getBytes(StandardCharsets.UTF_8)));
        libvirt = host.as(LibvirtHost.class);
        definition = domain.replaceFirst("type='kvm'", "type='test'");
    }

    /** Defines the domain and has it written, so many times; forgetting it each time is not in the time. In nanoseconds. */
    long define(int times) {
        long time = 0;
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            Domain domain = libvirt.defineXml(definition);
            String written = domain.as(LibvirtDomain.class).definitionXml();
            time += System.nanoTime() - start;
            if (!written.contains("</domain>")) {
                throw new IllegalStateException("libvirt has written no domain: " + written);
            }
            domain.undefine();
        }
        return time;
    }

    String version() {
        return libvirt.libvirtVersion();
    }

    @Override
    public void close() {
        host.close();
    }
}
