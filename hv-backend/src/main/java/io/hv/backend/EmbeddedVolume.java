package io.hv.backend;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.util.Objects;

/** A volume through one handle of its host: whichever has that name when it is asked. */
final class EmbeddedVolume implements Volume {

    private final EmbeddedPool pool;
    private final String name;

    EmbeddedVolume(EmbeddedPool pool, String name) {
        this.pool = pool;
        this.name = name;
    }

    private VolumeFacts facts() {
        return pool.live().require(name);
    }

    @Override
    public EmbeddedPool pool() {
        return pool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HostPath path() {
        return facts().path();
    }

    @Override
    public VolumeSpec spec() {
        return facts().spec();
    }

    @Override
    public ByteSize capacity() {
        return facts().capacity();
    }

    @Override
    public ByteSize allocated() {
        return facts().allocated();
    }

    @Override
    public DiskSource source() {
        return facts().source();
    }

    @Override
    public void resize(ByteSize capacity) {
        LivePool live = pool.live();
        live.world().factory().features().require(toString(), Feature.VOLUME_RESIZE);
        live.resize(name, capacity);
    }

    @Override
    public void delete() {
        pool.live().delete(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddedVolume that && pool.equals(that.pool) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pool, name);
    }

    @Override
    public String toString() {
        return "the volume '" + name + "' in " + pool;
    }
}
