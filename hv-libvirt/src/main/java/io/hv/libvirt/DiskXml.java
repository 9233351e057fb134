package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Element;

/** Disks in libvirt's <a href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms">domain XML</a>. */
final class DiskXml {

    /** What libvirt lets into QEMU's command line. */
    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9_.+ -]+");

    private DiskXml() {}

    /** What of a spec's disks libvirt does not take. */
    static List<SpecFault> check(List<DiskSpec> disks) {
        List<SpecFault> faults = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            String path = "disks[" + i + "].serial";
            disks.get(i)
                    .serial()
                    .filter(serial -> !SERIAL.matcher(serial).matches())
                    .ifPresent(serial -> faults.add(SpecFault.of(
                            path,
                            "'" + serial + "'",
                            "libvirt takes letters, digits, spaces and - _ . + only",
                            "leave the other characters out")));
        }
        return faults;
    }

    /** Writes one disk of a spec. */
    static void write(XMLStreamWriter xml, DiskSpec disk) throws XMLStreamException {
        xml.writeStartElement("disk");
        xml.writeAttribute("type", "file");
        xml.writeAttribute("device", "disk");
        xml.writeEmptyElement("driver");
        xml.writeAttribute("type", disk.source().format().id());
        if (disk.discard() == DiskSpec.Discard.UNMAP) {
            xml.writeAttribute("discard", "unmap");
        }
        if (disk.queues().isPresent()) {
            xml.writeAttribute("queues", Integer.toString(disk.queues().getAsInt()));
        }
        xml.writeEmptyElement("source");
        xml.writeAttribute("file", disk.source().file().orElseThrow().path());
        xml.writeEmptyElement("target");
        xml.writeAttribute("dev", disk.target().orElseThrow());
        xml.writeAttribute("bus", disk.bus().id());
        writeLimits(xml, disk.limits());
        if (disk.isReadOnly()) {
            xml.writeEmptyElement("readonly");
        }
        if (disk.serial().isPresent()) {
            XmlText.element(xml, "serial", disk.serial().get());
        }
        xml.writeEndElement();
    }

    private static void writeLimits(XMLStreamWriter xml, DiskLimits limits) throws XMLStreamException {
        if (limits.isNone()) {
            return;
        }
        xml.writeStartElement("iotune");
        if (limits.bytesPerSecond().isPresent()) {
            XmlText.element(
                    xml,
                    "total_bytes_sec",
                    Long.toString(limits.bytesPerSecond().get().bytes()));
        }
        if (limits.operationsPerSecond().isPresent()) {
            XmlText.element(
                    xml,
                    "total_iops_sec",
                    Long.toString(limits.operationsPerSecond().getAsLong()));
        }
        xml.writeEndElement();
    }

    /**
     * The disks of a domain that the neutral spec can say: whole files that are neither CD nor floppy, whose names, serial
     * numbers and formats are of its form.
     */
    static List<DiskSpec> read(Element domain) {
        List<DiskSpec> disks = new ArrayList<>();
        HardenedXml.child(domain, "devices").stream()
                .flatMap(devices -> HardenedXml.children(devices, "disk"))
                .forEach(element -> read(element, disks));
        return disks;
    }

    /**
     * Of the disks of a machine those that are its own and change, which move with it: not those that are read-only or
     * shareable.
     */
    static List<DiskSpec> own(Element domain) {
        List<DiskSpec> disks = new ArrayList<>();
        HardenedXml.child(domain, "devices").stream()
                .flatMap(devices -> HardenedXml.children(devices, "disk"))
                .filter(disk -> HardenedXml.child(disk, "readonly").isEmpty()
                        && HardenedXml.child(disk, "shareable").isEmpty())
                .forEach(element -> read(element, disks));
        return disks.stream().filter(disk -> disk.source().file().isPresent()).toList();
    }

    private static void read(Element element, List<DiskSpec> disks) {
        String device = element.getAttribute("device");
        if (!element.getAttribute("type").equals("file") || !(device.isEmpty() || device.equals("disk"))) {
            return;
        }
        try {
            Optional<DiskSpec> disk = disk(element);
            disk.ifPresent(disks::add);
            if (disk.isPresent() && !areSayable(disks)) {
                disks.remove(disks.size() - 1);
            }
        } catch (IllegalArgumentException beyondTheSpec) {
            // A format, a bus or a number in words that the neutral spec has not: it is left out, as a CD drive is.
        }
    }

    private static boolean areSayable(List<DiskSpec> disks) {
        try {
            return DomainSpec.named("disks").disks(disks).build().disks().size() == disks.size();
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    private static Optional<DiskSpec> disk(Element element) {
        Optional<String> file = HardenedXml.attribute(element, "source", "file");
        Optional<String> target = HardenedXml.attribute(element, "target", "dev");
        if (file.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        DiskSource source = DiskSource.file(HostPath.of(file.get()))
                .format(HardenedXml.attribute(element, "driver", "type")
                        .map(DiskFormat::new)
                        .orElse(DiskFormat.RAW));
        DiskSpec disk = DiskSpec.of(source)
                .target(target.get())
                .bus(HardenedXml.attribute(element, "target", "bus")
                        .map(DiskBus::new)
                        .orElse(DiskBus.VIRTIO))
                .limits(limits(element));
        if (HardenedXml.attribute(element, "driver", "discard")
                .filter("unmap"::equals)
                .isPresent()) {
            disk = disk.discard(DiskSpec.Discard.UNMAP);
        }
        if (HardenedXml.child(element, "readonly").isPresent()) {
            disk = disk.readOnly();
        }
        Optional<String> queues = HardenedXml.attribute(element, "driver", "queues");
        if (queues.isPresent()) {
            disk = disk.queues(Integer.parseInt(queues.get()));
        }
        Optional<String> serial = HardenedXml.text(element, "serial");
        return Optional.of(serial.isPresent() ? disk.serial(serial.get()) : disk);
    }

    /** Without those that libvirt writes as 0, which means none. */
    private static DiskLimits limits(Element disk) {
        DiskLimits limits = DiskLimits.none();
        Optional<Element> tune = HardenedXml.child(disk, "iotune");
        long bytes = tune.map(element -> number(element, "total_bytes_sec")).orElse(0L);
        long operations = tune.map(element -> number(element, "total_iops_sec")).orElse(0L);
        if (bytes > 0) {
            limits = limits.bytesPerSecond(ByteSize.bytes(bytes));
        }
        return operations > 0 ? limits.operationsPerSecond(operations) : limits;
    }

    private static long number(Element parent, String name) {
        return HardenedXml.text(parent, name)
                .map(text -> Long.parseLong(text.strip()))
                .orElse(0L);
    }
}
