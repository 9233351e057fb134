/**
 * A machine's state as bytes, and back, in this or another process. Every stateful part of a machine saves itself as an
 * immutable record; {@link io.hv.kvm.snapshot.StateCodec} turns a tree of records into a compact form that carries the
 * names of its parts, so that a later version can read it and a difference is named and not guessed.
 */
@NullMarked
package io.hv.kvm.snapshot;

import org.jspecify.annotations.NullMarked;
