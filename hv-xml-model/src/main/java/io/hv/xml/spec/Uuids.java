package io.hv.xml.spec;

import java.util.UUID;

/** UUIDs as libvirt reads them. */
final class Uuids {

    private Uuids() {}

    /**
     * A UUID; libvirt takes them without dashes too.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static UUID parse(String text) {
        return UUID.fromString(
                text.length() == 32 && text.indexOf('-') < 0
                        ? text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
                        : text);
    }
}
