package io.hv.xml.value;

import java.util.Locale;

/** One of the words that libvirt knows for a value: an enumeration's constant, with how it is written. */
public interface Word {

    /** The constant's name, as enumerations have it. */
    String name();

    /** As it is written: unless said otherwise, the constant's name in small letters, with hyphens. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
