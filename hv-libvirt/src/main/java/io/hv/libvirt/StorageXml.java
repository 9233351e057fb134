package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Element;

/**
 * Pools and volumes in libvirt's <a href="https://libvirt.org/formatstorage.html">storage XML</a>: what a spec says is written,
 * and what a spec can say is read. A spec has no character that XML has not.
 */
final class StorageXml {

    private final XMLStreamWriter xml;

    private StorageXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    private interface Content {
        void write(StorageXml to) throws XMLStreamException;
    }

    private static String written(Content content) {
        return XmlText.of(xml -> content.write(new StorageXml(xml)));
    }

    static String of(PoolSpec spec, UUID uuid) {
        return written(to -> {
            to.xml.writeStartElement("pool");
            to.xml.writeAttribute("type", "dir");
            to.element("name", spec.name());
            to.element("uuid", uuid.toString());
            to.xml.writeStartElement("target");
            to.element("path", spec.folder().path());
            to.xml.writeEndElement();
            to.xml.writeEndElement();
        });
    }

    /** A pool of a folder. */
    static String folder(String name, String folder) {
        return of(PoolSpec.folder(name, HostPath.of(folder)), UUID.randomUUID());
    }

    /** Whether a document is that of a pool of that folder. */
    static boolean isOf(String document, String folder) {
        Element pool = root(document, "pool");
        return pool.getAttribute("type").equals("dir")
                && HardenedXml.child(pool, "target")
                        .flatMap(target -> HardenedXml.text(target, "path"))
                        .map(path ->
                                path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                        .filter(folder::equals)
                        .isPresent();
    }

    static String of(VolumeSpec spec) {
        return written(to -> {
            to.xml.writeStartElement("volume");
            to.element("name", spec.name());
            if (spec.capacity().isPresent()) {
                to.element("capacity", Long.toString(spec.capacity().get().bytes()));
            }
            to.element("allocation", Long.toString(spec.reserved().bytes()));
            to.xml.writeStartElement("target");
            to.format(spec.format());
            to.xml.writeEndElement();
            if (spec.backing().isPresent()) {
                to.xml.writeStartElement("backingStore");
                to.element(
                        "path", spec.backing().get().file().map(HostPath::path).orElse(""));
                to.format(spec.backing().get().format());
                to.xml.writeEndElement();
            }
            to.xml.writeEndElement();
        });
    }

    private void element(String name, String value) throws XMLStreamException {
        XmlText.element(xml, name, value);
    }

    private void format(DiskFormat format) throws XMLStreamException {
        xml.writeEmptyElement("format");
        xml.writeAttribute("type", format.id());
    }

    /**
     * The spec of a pool.
     *
     * @throws IllegalArgumentException if it is no pool's XML
     * @throws InvalidSpecException if the neutral spec has no such pool
     */
    static PoolSpec pool(String document) {
        Element pool = root(document, "pool");
        String name = HardenedXml.text(pool, "name").orElse("");
        if (!pool.getAttribute("type").equals("dir")) {
            throw new InvalidSpecException(
                    "pool '" + name + "'",
                    List.of(SpecFault.of(
                            "type",
                            pool.getAttribute("type"),
                            "the neutral spec has pools that are folders only",
                            "ask libvirt for its XML")));
        }
        String folder = HardenedXml.child(pool, "target")
                .flatMap(target -> HardenedXml.text(target, "path"))
                .orElse("");
        PoolSpec spec = PoolSpec.folder(name, HostPath.of(folder));
        Optional<UUID> uuid = HardenedXml.text(pool, "uuid").map(String::strip).map(UUID::fromString);
        return uuid.isPresent() ? spec.uuid(uuid.get()) : spec;
    }

    /**
     * The spec of a volume that is there.
     *
     * @throws IllegalArgumentException if it is no volume's XML
     * @throws InvalidSpecException if the neutral spec has no such volume
     */
    static VolumeSpec volume(String document) {
        Element volume = root(document, "volume");
        ByteSize capacity = size(volume, "capacity");
        ByteSize allocation = size(volume, "allocation");
        VolumeSpec.Builder spec = VolumeSpec.of(HardenedXml.text(volume, "name").orElse(""), capacity);
        HardenedXml.child(volume, "target").ifPresent(target -> spec.format(format(target)));
        spec.reserved(allocation.compareTo(capacity) > 0 ? capacity : allocation);
        HardenedXml.child(volume, "backingStore")
                .ifPresent(store -> HardenedXml.text(store, "path")
                        .ifPresent(path ->
                                spec.backing(DiskSource.file(HostPath.of(path)).format(format(store)))));
        return spec.build();
    }

    private static Element root(String document, String name) {
        Element root = HardenedXml.parse(document);
        if (!root.getTagName().equals(name)) {
            throw new IllegalArgumentException("not a " + name + "'s XML: its root is '" + root.getTagName() + "'");
        }
        return root;
    }

    /** libvirt tells of sizes in bytes. */
    private static ByteSize size(Element volume, String name) {
        return ByteSize.bytes(
                Long.parseLong(HardenedXml.text(volume, name).map(String::strip).orElse("0")));
    }

    private static DiskFormat format(Element of) {
        return HardenedXml.child(of, "format")
                .map(format -> new DiskFormat(format.getAttribute("type")))
                .orElse(DiskFormat.RAW);
    }
}
