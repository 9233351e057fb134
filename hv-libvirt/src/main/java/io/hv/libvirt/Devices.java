package io.hv.libvirt;

import io.hv.DiskSpec;
import io.hv.MacAddress;
import io.hv.NicSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Single devices in libvirt's XML: found in a domain's, and written alone. */
final class Devices {

    private Devices() {}

    /** A device of a domain, by what it is known by. */
    record Named(String element, String words, Predicate<Element> fits) {

        /** The disk of that target. */
        static Named disk(String target) {
            return new Named(
                    "disk",
                    "disk '" + target + "'",
                    each -> HardenedXml.attribute(each, "target", "dev")
                            .filter(target::equals)
                            .isPresent());
        }

        /** The network card of that address that the neutral spec can say. */
        static Named nic(MacAddress mac) {
            return new Named(
                    "interface",
                    "network card " + mac,
                    each -> NicXml.say(each)
                            .flatMap(NicSpec::mac)
                            .filter(mac::equals)
                            .isPresent());
        }

        /** Where it stands in a domain's XML. */
        Optional<Element> in(String xml) {
            return all(xml, element).filter(fits).findFirst();
        }
    }

    /** The name that libvirt has given to a device of a machine. */
    static Optional<String> alias(Element device) {
        return HardenedXml.attribute(device, "alias", "name");
    }

    /** The targets of all disks of a domain, also of those that the neutral spec cannot say. */
    static Set<String> targets(String xml) {
        return all(xml, "disk")
                .flatMap(disk -> HardenedXml.attribute(disk, "target", "dev").stream())
                .collect(Collectors.toSet());
    }

    /** The addresses of all network cards of a domain, also of those that the neutral spec cannot say, in small letters. */
    static Set<String> macs(String xml) {
        return all(xml, "interface")
                .flatMap(nic -> HardenedXml.attribute(nic, "mac", "address").stream())
                .map(mac -> mac.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Stream<Element> all(String xml, String element) {
        return HardenedXml.child(HardenedXml.parse(xml), "devices").stream()
                .flatMap(devices -> HardenedXml.children(devices, element));
    }

    /** A disk alone. */
    static String text(DiskSpec disk) {
        return XmlText.of(xml -> DiskXml.write(xml, disk));
    }

    /** A network card alone. */
    static String text(NicSpec nic) {
        return XmlText.of(xml -> NicXml.write(xml, nic));
    }

    /**
     * A network card alone, with its cable in or not.
     *
     * @param device is changed
     */
    static String withLink(Element device, boolean up) {
        Element link = HardenedXml.child(device, "link").orElseGet(() -> {
            Element fresh = device.getOwnerDocument().createElement("link");
            device.appendChild(fresh);
            return fresh;
        });
        link.setAttribute("state", up ? "up" : "down");
        return HardenedXml.text(device);
    }
}
