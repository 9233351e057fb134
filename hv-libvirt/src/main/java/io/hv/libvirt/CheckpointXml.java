package io.hv.libvirt;

import java.util.List;
import org.w3c.dom.Element;

/**
 * A checkpoint in libvirt's <a href="https://libvirt.org/formatcheckpoint.html">XML</a>.
 *
 * @param disks the targets of the disks whose changes it keeps account of
 */
record CheckpointXml(Recorded recorded, List<String> disks) {

    /**
     * Reads what libvirt says.
     *
     * @throws IllegalArgumentException if it is not as hv expects it
     */
    static CheckpointXml of(String xml) {
        Element root = HardenedXml.parse(xml);
        return new CheckpointXml(
                Recorded.of(root),
                HardenedXml.child(root, "disks").stream()
                        .flatMap(disks -> HardenedXml.children(disks, "disk"))
                        .filter(disk -> disk.getAttribute("checkpoint").equals("bitmap"))
                        .map(disk -> disk.getAttribute("name"))
                        .toList());
    }
}
