// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domainbackup;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.domain.DevSeclabel;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <disks>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "disks")
public final class Disks extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Disks.Disk.class),
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

    /** {@code <disk>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "disk")
    public static final class Disk extends WireElement {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "backupmode")
        public @Nullable String backupmode;

        @XmlAttribute(name = "incremental")
        public @Nullable String incremental;

        @XmlAttribute(name = "backup")
        public @Nullable String backup;

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "exportname")
        public @Nullable String exportname;

        @XmlAttribute(name = "exportbitmap")
        public @Nullable String exportbitmap;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Disks.Disk.Target.class),
            @XmlElementRef(type = Driver.class),
            @XmlElementRef(type = Disks.Disk.Scratch.class),
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

        /** {@code <target>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "target")
        public static final class Target extends WireElement {

            @XmlAttribute(name = "file")
            public @Nullable String file;

            @XmlAttribute(name = "dev")
            public @Nullable String dev;

            @XmlMixed
            @XmlElementRefs({
                @XmlElementRef(type = DevSeclabel.class),
                @XmlElementRef(type = Encryption.class),
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
        }

        /** {@code <scratch>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "scratch")
        public static final class Scratch extends WireElement {

            @XmlAttribute(name = "file")
            public @Nullable String file;

            @XmlAttribute(name = "dev")
            public @Nullable String dev;

            @XmlMixed
            @XmlElementRefs({
                @XmlElementRef(type = DevSeclabel.class),
                @XmlElementRef(type = Encryption.class),
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
        }
    }
}
