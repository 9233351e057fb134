package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Tags of VLANs. Not thread-safe. */
public final class VlanElement extends Element {

    VlanElement(Place here) {
        super(here);
    }

    /** {@code trunk}, yes or nothing. */
    public TextValue<Boolean> trunk() {
        return here.attribute("trunk", Form.YES);
    }

    /** All {@code <tag>}, in their order. */
    public Elements<Tag> tags() {
        return here.all("tag", Tag::new);
    }

    /** One tag. */
    public static final class Tag extends Element {

        /** The words of {@link #nativeMode}. */
        public enum NativeMode implements Word {
            TAGGED,
            UNTAGGED
        }

        Tag(Place here) {
            super(here);
        }

        /** {@code id}, 0 to 4095. */
        public NumberValue id() {
            return here.number("id", Numbers.decimal(0, 4095));
        }

        /** {@code nativeMode}, a {@link NativeMode}. */
        public TextValue<NativeMode> nativeMode() {
            return here.attribute("nativeMode", Form.words(NativeMode.class));
        }
    }
}
