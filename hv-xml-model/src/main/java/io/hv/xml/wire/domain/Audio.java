// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <audio>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "audio")
public final class Audio extends WireElement {

    @XmlAttribute(name = "id")
    public @Nullable String id;

    @XmlAttribute(name = "timerPeriod")
    public @Nullable String timerPeriod;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "tryMMap")
    public @Nullable String tryMMap;

    @XmlAttribute(name = "exclusive")
    public @Nullable String exclusive;

    @XmlAttribute(name = "dspPolicy")
    public @Nullable String dspPolicy;

    @XmlAttribute(name = "serverName")
    public @Nullable String serverName;

    @XmlAttribute(name = "driver")
    public @Nullable String driver;

    @XmlAttribute(name = "path")
    public @Nullable String path;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Audio.Input.class),
        @XmlElementRef(type = Audio.Output.class),
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

    /** {@code <input>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "input")
    public static final class Input extends WireElement {

        @XmlAttribute(name = "mixingEngine")
        public @Nullable String mixingEngine;

        @XmlAttribute(name = "fixedSettings")
        public @Nullable String fixedSettings;

        @XmlAttribute(name = "voices")
        public @Nullable String voices;

        @XmlAttribute(name = "bufferLength")
        public @Nullable String bufferLength;

        @XmlAttribute(name = "dev")
        public @Nullable String dev;

        @XmlAttribute(name = "bufferCount")
        public @Nullable String bufferCount;

        @XmlAttribute(name = "serverName")
        public @Nullable String serverName;

        @XmlAttribute(name = "clientName")
        public @Nullable String clientName;

        @XmlAttribute(name = "connectPorts")
        public @Nullable String connectPorts;

        @XmlAttribute(name = "exactName")
        public @Nullable String exactName;

        @XmlAttribute(name = "tryPoll")
        public @Nullable String tryPoll;

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "streamName")
        public @Nullable String streamName;

        @XmlAttribute(name = "latency")
        public @Nullable String latency;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Settings.class),
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

    /** {@code <output>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "output")
    public static final class Output extends WireElement {

        @XmlAttribute(name = "mixingEngine")
        public @Nullable String mixingEngine;

        @XmlAttribute(name = "fixedSettings")
        public @Nullable String fixedSettings;

        @XmlAttribute(name = "voices")
        public @Nullable String voices;

        @XmlAttribute(name = "bufferLength")
        public @Nullable String bufferLength;

        @XmlAttribute(name = "dev")
        public @Nullable String dev;

        @XmlAttribute(name = "bufferCount")
        public @Nullable String bufferCount;

        @XmlAttribute(name = "serverName")
        public @Nullable String serverName;

        @XmlAttribute(name = "clientName")
        public @Nullable String clientName;

        @XmlAttribute(name = "connectPorts")
        public @Nullable String connectPorts;

        @XmlAttribute(name = "exactName")
        public @Nullable String exactName;

        @XmlAttribute(name = "tryPoll")
        public @Nullable String tryPoll;

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "streamName")
        public @Nullable String streamName;

        @XmlAttribute(name = "latency")
        public @Nullable String latency;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Settings.class),
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
