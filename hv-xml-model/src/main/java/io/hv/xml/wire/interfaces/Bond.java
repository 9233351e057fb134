// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.interfaces;

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

/** {@code <bond>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "bond")
public final class Bond extends WireElement {

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Bond.Miimon.class),
        @XmlElementRef(type = Bond.Arpmon.class),
        @XmlElementRef(type = BareEthernetInterface.class),
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

    /** {@code <miimon>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "miimon")
    public static final class Miimon extends WireLeaf {

        @XmlAttribute(name = "freq")
        public @Nullable String freq;

        @XmlAttribute(name = "downdelay")
        public @Nullable String downdelay;

        @XmlAttribute(name = "updelay")
        public @Nullable String updelay;

        @XmlAttribute(name = "carrier")
        public @Nullable String carrier;
    }

    /** {@code <arpmon>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "arpmon")
    public static final class Arpmon extends WireLeaf {

        @XmlAttribute(name = "interval")
        public @Nullable String interval;

        @XmlAttribute(name = "target")
        public @Nullable String target;

        @XmlAttribute(name = "validate")
        public @Nullable String validate;
    }
}
