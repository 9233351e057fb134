package io.hv.libvirt;

import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * What a connection's <a href="https://libvirt.org/formatcaps.html">capabilities</a> say of the machines that it can
 * run: which types of domain there are for its own architecture.
 */
final class GuestTypes {

    private static final String FULL_VIRTUALIZATION = "hvm";
    private static final String ACCELERATED = "kvm";

    private GuestTypes() {}

    /** The best type of domain for machines with virtual hardware; none where the host runs no such machine. */
    static Optional<String> best(String capabilities) {
        Element root = HardenedXml.parse(capabilities);
        String architecture = HardenedXml.child(root, "host")
                .flatMap(host -> HardenedXml.child(host, "cpu"))
                .flatMap(cpu -> HardenedXml.text(cpu, "arch"))
                .orElse("");
        List<String> types = HardenedXml.children(root, "guest")
                .filter(guest -> HardenedXml.text(guest, "os_type")
                        .filter(FULL_VIRTUALIZATION::equals)
                        .isPresent())
                .flatMap(guest -> HardenedXml.children(guest, "arch"))
                .filter(arch -> arch.getAttribute("name").equals(architecture))
                .flatMap(arch -> HardenedXml.children(arch, "domain"))
                .map(domain -> domain.getAttribute("type"))
                .toList();
        return types.contains(ACCELERATED)
                ? Optional.of(ACCELERATED)
                : types.stream().findFirst();
    }
}
