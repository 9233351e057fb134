package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;

/** The format of an image. Not thread-safe. */
public final class ImageFormatElement extends Element {

    ImageFormatElement(Place here) {
        super(here);
    }

    /** {@code type}, an {@link ImageFormat}. */
    public TextValue<ImageFormat> type() {
        return here.attribute("type", Form.words(ImageFormat.class));
    }

    /** How much of the image's tables is kept, in bytes where no unit is written. */
    public SizeValue metadataCacheSize() {
        return here.child("metadata_cache").child("max_size").onlySize(SizeUnit.BYTE);
    }
}
