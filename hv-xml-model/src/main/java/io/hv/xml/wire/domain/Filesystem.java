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

/** {@code <filesystem>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "filesystem")
public final class Filesystem extends WireElement {

    @XmlAttribute(name = "model")
    public @Nullable String model;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "accessmode")
    public @Nullable String accessmode;

    @XmlAttribute(name = "multidevs")
    public @Nullable String multidevs;

    @XmlAttribute(name = "fmode")
    public @Nullable String fmode;

    @XmlAttribute(name = "dmode")
    public @Nullable String dmode;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = FilesystemDriver.class),
        @XmlElementRef(type = Filesystem.Source.class),
        @XmlElementRef(type = FilesystemTarget.class),
        @XmlElementRef(type = FilesystemReadonly.class),
        @XmlElementRef(type = DeviceBoot.class),
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
        @XmlElementRef(type = SpaceHardLimit.class),
        @XmlElementRef(type = SpaceSoftLimit.class),
        @XmlElementRef(type = Binary.class),
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

    /** {@code <source>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "source")
    public static final class Source extends WireLeaf {

        @XmlAttribute(name = "file")
        public @Nullable String file;

        @XmlAttribute(name = "dev")
        public @Nullable String dev;

        @XmlAttribute(name = "dir")
        public @Nullable String dir;

        @XmlAttribute(name = "socket")
        public @Nullable String socket;

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "usage")
        public @Nullable String usage;

        @XmlAttribute(name = "units")
        public @Nullable String units;
    }
}
