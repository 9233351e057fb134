package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.SnapshotSpec;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Element;

/**
 * A snapshot in libvirt's <a href="https://libvirt.org/formatsnapshot.html">XML</a>.
 *
 * @param parent the name of its parent
 * @param hasSerialConsole whether the machine of then has a serial line; nothing where that is not said
 */
record SnapshotXml(
        String description,
        Instant time,
        DomainState state,
        Optional<String> parent,
        Optional<Boolean> hasSerialConsole) {

    /**
     * Reads what libvirt says.
     *
     * @throws IllegalArgumentException if it is not as hv expects it
     */
    static SnapshotXml of(String xml) {
        Element root = HardenedXml.parse(xml);
        return new SnapshotXml(
                HardenedXml.text(root, "description").orElse(""),
                Instant.ofEpochSecond(HardenedXml.text(root, "creationTime")
                        .map(String::strip)
                        .map(Long::parseLong)
                        .orElse(0L)),
                state(HardenedXml.text(root, "state").orElse("").strip()),
                HardenedXml.child(root, "parent").flatMap(parent -> HardenedXml.text(parent, "name")),
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
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement("domainsnapshot");
            xml.writeStartElement("name");
            xml.writeCharacters(spec.name());
            xml.writeEndElement();
            if (!spec.description().isEmpty()) {
                xml.writeStartElement("description");
                xml.writeCharacters(spec.description());
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }
}
