package io.hv.libvirt;

import java.time.Instant;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * What libvirt's XML of a snapshot and of a checkpoint has in common.
 *
 * @param parent the name of the one that it stands on
 */
record Recorded(String description, Instant time, Optional<String> parent) {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is not as hv expects it
     */
    static Recorded of(Element root) {
        return new Recorded(
                HardenedXml.text(root, "description").orElse(""),
                Instant.ofEpochSecond(HardenedXml.text(root, "creationTime")
                        .map(String::strip)
                        .map(Long::parseLong)
                        .orElse(0L)),
                HardenedXml.child(root, "parent").flatMap(parent -> HardenedXml.text(parent, "name")));
    }
}
