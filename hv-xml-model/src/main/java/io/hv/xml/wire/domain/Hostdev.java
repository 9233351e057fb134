// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.network.Route;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <hostdev>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "hostdev")
public final class Hostdev extends WireElement {

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlAttribute(name = "managed")
    public @Nullable String managed;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "sgio")
    public @Nullable String sgio;

    @XmlAttribute(name = "rawio")
    public @Nullable String rawio;

    @XmlAttribute(name = "model")
    public @Nullable String model;

    @XmlAttribute(name = "ramfb")
    public @Nullable String ramfb;

    @XmlAttribute(name = "display")
    public @Nullable String display;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = HostdevDriver.class),
        @XmlElementRef(type = Teaming.class),
        @XmlElementRef(type = HostdevSource.class),
        @XmlElementRef(type = Ip.class),
        @XmlElementRef(type = Route.class),
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = DeviceBoot.class),
        @XmlElementRef(type = Rom.class),
        @XmlElementRef(type = Address.class),
        @XmlElementRef(type = Hostdev.Readonly.class),
        @XmlElementRef(type = Hostdev.Shareable.class),
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

    /** {@code <readonly>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "readonly")
    public static final class Readonly extends WireLeaf {
    }

    /** {@code <shareable>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "shareable")
    public static final class Shareable extends WireLeaf {
    }
}
