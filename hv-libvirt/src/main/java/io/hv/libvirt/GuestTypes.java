package io.hv.libvirt;

import io.hv.libvirt.LibvirtOptions.Acceleration;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * What a connection's <a href="https://libvirt.org/formatcaps.html">capabilities</a> say of the machines with virtual
 * hardware that it can run.
 *
 * @param architecture the host's own, for example {@code x86_64}
 * @param types the types of domain that there are for it, for example {@code kvm} and {@code qemu}
 */
record GuestTypes(String architecture, List<String> types) {

    private static final String FULL_VIRTUALIZATION = "hvm";
    private static final String ACCELERATED = "kvm";
    private static final String EMULATED = "qemu";

    GuestTypes {
        types = List.copyOf(types);
    }

    static GuestTypes of(String capabilities) {
        Element root = HardenedXml.parse(capabilities);
        String architecture = HardenedXml.child(root, "host")
                .flatMap(host -> HardenedXml.child(host, "cpu"))
                .flatMap(cpu -> HardenedXml.text(cpu, "arch"))
                .orElse("");
        return new GuestTypes(
                architecture,
                HardenedXml.children(root, "guest")
                        .filter(guest -> HardenedXml.text(guest, "os_type")
                                .filter(FULL_VIRTUALIZATION::equals)
                                .isPresent())
                        .flatMap(guest -> HardenedXml.children(guest, "arch"))
                        .filter(arch -> arch.getAttribute("name").equals(architecture))
                        .flatMap(arch -> HardenedXml.children(arch, "domain"))
                        .map(domain -> domain.getAttribute("type"))
                        .toList());
    }

    /** The type of domain for machines that are run so; none where the host runs no such machine. */
    Optional<String> choose(Acceleration acceleration) {
        return switch (acceleration) {
            case KVM -> find(ACCELERATED);
            case EMULATION -> find(EMULATED);
            case BEST -> find(ACCELERATED).or(() -> types.stream().findFirst());
        };
    }

    private Optional<String> find(String type) {
        return types.contains(type) ? Optional.of(type) : Optional.empty();
    }
}
