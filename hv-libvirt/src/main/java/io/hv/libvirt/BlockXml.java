package io.hv.libvirt;

import io.hv.DiskFormat;
import io.hv.HostPath;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What libvirt is told of disks that are in use, in its XML of <a href="https://libvirt.org/formatsnapshot.html">snapshots</a>,
 * <a href="https://libvirt.org/formatbackup.html">backups</a> and
 * <a href="https://libvirt.org/formatcheckpoint.html">checkpoints</a>.
 */
final class BlockXml {

    private BlockXml() {}

    private interface Content {
        void write(XMLStreamWriter to) throws XMLStreamException;
    }

    private static String written(String root, Content content) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement(root);
            content.write(xml);
            xml.writeEndElement();
            xml.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }

    /** New files for some of the disks that there are. */
    static String overlays(Collection<String> all, Map<String, HostPath> files) {
        return written("domainsnapshot", xml -> {
            xml.writeStartElement("disks");
            for (String target : all) {
                HostPath file = files.get(target);
                xml.writeStartElement("disk");
                xml.writeAttribute("name", target);
                xml.writeAttribute("snapshot", file == null ? "no" : "external");
                if (file != null) {
                    xml.writeAttribute("type", "file");
                    driver(xml, DiskFormat.QCOW2);
                    file(xml, "source", file);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    /** Where a disk is copied to. */
    static String destination(HostPath file, DiskFormat format) {
        return written("disk", xml -> {
            xml.writeAttribute("type", "file");
            driver(xml, format);
            file(xml, "source", file);
        });
    }

    static String backup(BackupSpec spec) {
        return written("domainbackup", xml -> {
            xml.writeAttribute("mode", "push");
            if (spec.since().isPresent()) {
                element(xml, "incremental", spec.since().get());
            }
            xml.writeStartElement("disks");
            for (Map.Entry<String, HostPath> disk : spec.files().entrySet()) {
                xml.writeStartElement("disk");
                xml.writeAttribute("name", disk.getKey());
                xml.writeAttribute("backup", "yes");
                xml.writeAttribute("type", "file");
                driver(xml, spec.format());
                file(xml, "target", disk.getValue());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    static String checkpoint(CheckpointSpec spec) {
        return written("domaincheckpoint", xml -> {
            element(xml, "name", spec.name());
            if (!spec.description().isEmpty()) {
                element(xml, "description", spec.description());
            }
            if (!spec.disks().isEmpty()) {
                xml.writeStartElement("disks");
                for (String target : spec.disks()) {
                    xml.writeEmptyElement("disk");
                    xml.writeAttribute("name", target);
                    xml.writeAttribute("checkpoint", "bitmap");
                }
                xml.writeEndElement();
            }
        });
    }

    private static void driver(XMLStreamWriter xml, DiskFormat format) throws XMLStreamException {
        xml.writeEmptyElement("driver");
        xml.writeAttribute("type", format.id());
    }

    private static void file(XMLStreamWriter xml, String element, HostPath file) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("file", file.path());
    }

    private static void element(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}
