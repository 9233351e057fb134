package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.SnapshotSpec;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A snapshot in libvirt's <a href="https://libvirt.org/formatsnapshot.html">XML</a>.
 *
 * @param hasSerialConsole whether the machine of then has a serial line; nothing where that is not said
 */
record SnapshotXml(Recorded recorded, DomainState state, Optional<Boolean> hasSerialConsole) {

    /**
     * Reads what libvirt says.
     *
     * @throws IllegalArgumentException if it is not as hv expects it
     */
    static SnapshotXml of(String xml) {
        Element root = HardenedXml.parse(xml);
        return new SnapshotXml(
                Recorded.of(root),
                state(HardenedXml.text(root, "state").orElse("").strip()),
                HardenedXml.child(root, "domain").map(DomainXmlReader::hasSerialConsole));
    }

    /** {@code virDomainSnapshotState}, by libvirt's words; one of disks only, or after a crash, is as if it had been off. */
    private static DomainState state(String word) {
        return switch (word) {
            case "running" -> DomainState.RUNNING;
            case "paused" -> DomainState.PAUSED;
            case "pmsuspended" -> DomainState.PMSUSPENDED;
            default -> DomainState.SHUTOFF;
        };
    }

    /** Writes one that is to be taken. */
    static String written(SnapshotSpec spec) {
        return XmlText.of(xml -> {
            xml.writeStartElement("domainsnapshot");
            XmlText.element(xml, "name", spec.name());
            if (!spec.description().isEmpty()) {
                XmlText.element(xml, "description", spec.description());
            }
            xml.writeEndElement();
        });
    }
}
