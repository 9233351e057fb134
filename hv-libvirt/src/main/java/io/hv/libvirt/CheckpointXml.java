package io.hv.libvirt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A checkpoint in libvirt's <a href="https://libvirt.org/formatcheckpoint.html">XML</a>.
 *
 * @param parent the name of its parent
 * @param disks the targets of the disks whose changes it keeps account of
 */
record CheckpointXml(String description, Instant time, Optional<String> parent, List<String> disks) {

    /**
     * Reads what libvirt says.
     *
     * @throws IllegalArgumentException if it is not as hv expects it
     */
    static CheckpointXml of(String xml) {
        Element root = HardenedXml.parse(xml);
        return new CheckpointXml(
                HardenedXml.text(root, "description").orElse(""),
                Instant.ofEpochSecond(HardenedXml.text(root, "creationTime")
                        .map(String::strip)
                        .map(Long::parseLong)
                        .orElse(0L)),
                HardenedXml.child(root, "parent").flatMap(parent -> HardenedXml.text(parent, "name")),
                HardenedXml.child(root, "disks").stream()
                        .flatMap(disks -> HardenedXml.children(disks, "disk"))
                        .filter(disk -> disk.getAttribute("checkpoint").equals("bitmap"))
                        .map(disk -> disk.getAttribute("name"))
                        .toList());
    }
}
