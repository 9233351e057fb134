package io.hv.libvirt;

import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** A secret in libvirt's <a href="https://libvirt.org/formatsecret.html">XML</a>. */
record SecretXml(
        Optional<String> uuid, LibvirtSecretUsage usage, String usageId, boolean isEphemeral, boolean isPrivate) {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is no XML
     */
    static SecretXml of(String xml) {
        Element root = HardenedXml.parse(xml);
        Optional<Element> usage = HardenedXml.child(root, "usage");
        return new SecretXml(
                HardenedXml.text(root, "uuid").map(String::strip),
                usage.map(element -> usage(element.getAttribute("type"))).orElse(LibvirtSecretUsage.NONE),
                usage.flatMap(SecretXml::id).orElse(""),
                root.getAttribute("ephemeral").equals("yes"),
                root.getAttribute("private").equals("yes"));
    }

    /** {@code virSecretUsageType}, by libvirt's words. */
    private static LibvirtSecretUsage usage(String word) {
        return switch (word) {
            case "", "none" -> LibvirtSecretUsage.NONE;
            case "volume" -> LibvirtSecretUsage.VOLUME;
            case "ceph" -> LibvirtSecretUsage.CEPH;
            case "iscsi" -> LibvirtSecretUsage.ISCSI;
            case "tls" -> LibvirtSecretUsage.TLS;
            case "vtpm" -> LibvirtSecretUsage.VTPM;
            default -> LibvirtSecretUsage.OTHER;
        };
    }

    /** Each usage has an element of its own for it, which has one of these names. */
    private static Optional<String> id(Element usage) {
        return Stream.of("volume", "name", "target")
                .flatMap(name -> HardenedXml.text(usage, name).stream())
                .findFirst();
    }
}
