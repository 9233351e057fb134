package io.hv.xml.wire;

import java.util.Map;

/**
 * How large a document may be. libvirt itself takes no message of more than 32 MiB, and its parser no more than 256 levels.
 */
final class Limits {

    /** Levels of elements. */
    static final int DEPTH = 256;

    /** Characters of the whole. */
    static final long CHARACTERS = 32L << 20;

    /** Elements of the whole. */
    static final long ELEMENTS = 2_000_000;

    /** Characters of an attribute's value. */
    static final int VALUE = 1 << 20;

    /** Attributes of an element. */
    static final int ATTRIBUTES = 512;

    private Limits() {}

    /** The same in Woodstox's properties. */
    static Map<String, Object> properties() {
        return Map.of(
                "com.ctc.wstx.maxElementDepth", DEPTH,
                "com.ctc.wstx.maxCharacters", CHARACTERS,
                "com.ctc.wstx.maxElementCount", ELEMENTS,
                "com.ctc.wstx.maxAttributeSize", VALUE,
                "com.ctc.wstx.maxAttributesPerElement", ATTRIBUTES,
                "com.ctc.wstx.maxEntityCount", 1L,
                "com.ctc.wstx.maxEntityDepth", 1);
    }
}
