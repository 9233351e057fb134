// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <slices>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "slices")
public final class Slices extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Slices.Slice.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <slice>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "slice")
    public static final class Slice extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "offset")
        public @Nullable String offset;

        @XmlAttribute(name = "size")
        public @Nullable String size;
    }
}
