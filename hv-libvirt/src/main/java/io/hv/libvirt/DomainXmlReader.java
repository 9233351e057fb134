package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Reads of libvirt's domain XML what the neutral spec can say. */
final class DomainXmlReader {

    private static final long PAGE = 4096;

    private DomainXmlReader() {}

    /**
     * The spec of a domain.
     *
     * @throws IllegalArgumentException if it is no domain's XML
     */
    static DomainSpec read(String xml) {
        Element domain = HardenedXml.parse(xml);
        if (!domain.getTagName().equals("domain")) {
            throw new IllegalArgumentException("not a domain's XML: its root is '" + domain.getTagName() + "'");
        }
        DomainSpec.Builder spec = DomainSpec.named(
                        HardenedXml.text(domain, "name").orElse(""))
                .memory(HardenedXml.child(domain, "memory")
                        .map(DomainXmlReader::size)
                        .orElseThrow(() -> new IllegalArgumentException("a domain without <memory>")))
                .vcpus(HardenedXml.text(domain, "vcpu")
                        .map(text -> Integer.parseInt(text.strip()))
                        .orElse(1));
        HardenedXml.text(domain, "uuid")
                .map(String::strip)
                .map(UUID::fromString)
                .ifPresent(spec::uuid);
        HardenedXml.child(domain, "os").flatMap(DomainXmlReader::boot).ifPresent(spec::boot);
        DisplayXml.read(domain).ifPresent(spec::display);
        return spec.disks(DiskXml.read(domain))
                .nics(NicXml.read(domain))
                .agent(AgentXml.isIn(domain))
                .build();
    }

    /** Whether a domain has a serial line that libvirt can connect to: a pseudo-terminal. */
    static boolean hasSerialConsole(String xml) {
        return hasSerialConsole(HardenedXml.parse(xml));
    }

    static boolean hasSerialConsole(Element domain) {
        return HardenedXml.child(domain, "devices").stream()
                .flatMap(devices -> Stream.concat(
                        HardenedXml.children(devices, "serial"), HardenedXml.children(devices, "console")))
                .anyMatch(device -> device.getAttribute("type").equals("pty"));
    }

    /** In whole pages, as the spec counts; libvirt counts in KiB. */
    private static ByteSize size(Element memory) {
        String unit = memory.getAttribute("unit");
        long bytes = ByteSize.parse(memory.getTextContent().strip() + (unit.isEmpty() ? "KiB" : unit(unit)))
                .bytes();
        return ByteSize.bytes(Math.multiplyExact((bytes - 1) / PAGE + 1, PAGE));
    }

    /** libvirt says "bytes" as well. */
    private static String unit(String unit) {
        return unit.equals("bytes") ? "B" : unit;
    }

    private static Optional<LinuxBoot> boot(Element os) {
        return HardenedXml.text(os, "kernel").map(kernel -> {
            LinuxBoot boot = LinuxBoot.kernel(HostPath.of(kernel));
            LinuxBoot withInitrd = HardenedXml.text(os, "initrd")
                    .map(initrd -> boot.initrd(HostPath.of(initrd)))
                    .orElse(boot);
            return HardenedXml.text(os, "cmdline").map(withInitrd::append).orElse(withInitrd);
        });
    }
}
