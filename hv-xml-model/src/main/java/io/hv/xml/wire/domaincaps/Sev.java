// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domaincaps;

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

/** {@code <sev>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "sev")
public final class Sev extends WireElement {

    @XmlAttribute(name = "supported")
    public @Nullable String supported;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Sev.Cbitpos.class),
        @XmlElementRef(type = Sev.ReducedPhysBits.class),
        @XmlElementRef(type = Sev.MaxGuests.class),
        @XmlElementRef(type = Sev.MaxESGuests.class),
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

    /** {@code <cbitpos>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "cbitpos")
    public static final class Cbitpos extends WireLeaf {
    }

    /** {@code <reducedPhysBits>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "reducedPhysBits")
    public static final class ReducedPhysBits extends WireLeaf {
    }

    /** {@code <maxGuests>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "maxGuests")
    public static final class MaxGuests extends WireLeaf {
    }

    /** {@code <maxESGuests>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "maxESGuests")
    public static final class MaxESGuests extends WireLeaf {
    }
}
