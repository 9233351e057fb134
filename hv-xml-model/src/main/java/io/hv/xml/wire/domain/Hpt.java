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

/** {@code <hpt>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "hpt")
public final class Hpt extends WireElement {

    @XmlAttribute(name = "resizing")
    public @Nullable String resizing;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Hpt.Maxpagesize.class),
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

    /** {@code <maxpagesize>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "maxpagesize")
    public static final class Maxpagesize extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }
}
