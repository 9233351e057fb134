package io.hv.libvirt;

import io.hv.DiskFormat;
import io.hv.HostPath;
import java.util.Collection;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What libvirt is told of disks that are in use, in its XML of <a href="https://libvirt.org/formatsnapshot.html">snapshots</a>,
 * <a href="https://libvirt.org/formatbackup.html">backups</a> and
 * <a href="https://libvirt.org/formatcheckpoint.html">checkpoints</a>.
 */
final class BlockXml {

    private BlockXml() {}

    /** New files for some of the disks that there are. */
    static String overlays(Collection<String> all, Map<String, HostPath> files) {
        return XmlText.of(xml -> {
            xml.writeStartElement("domainsnapshot");
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
            xml.writeEndElement();
        });
    }

    /** Where a disk is copied to. */
    static String destination(HostPath file, DiskFormat format) {
        return XmlText.of(xml -> {
            xml.writeStartElement("disk");
            xml.writeAttribute("type", "file");
            driver(xml, format);
            file(xml, "source", file);
            xml.writeEndElement();
        });
    }

    static String backup(BackupSpec spec) {
        return XmlText.of(xml -> {
            xml.writeStartElement("domainbackup");
            xml.writeAttribute("mode", "push");
            if (spec.since().isPresent()) {
                XmlText.element(xml, "incremental", spec.since().get());
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
            xml.writeEndElement();
        });
    }

    static String checkpoint(CheckpointSpec spec) {
        return XmlText.of(xml -> {
            xml.writeStartElement("domaincheckpoint");
            XmlText.element(xml, "name", spec.name());
            if (!spec.description().isEmpty()) {
                XmlText.element(xml, "description", spec.description());
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
            xml.writeEndElement();
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
}
