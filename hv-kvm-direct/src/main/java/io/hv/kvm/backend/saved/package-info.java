/**
 * A domain's spec as records, and back: a part of a snapshot file's state. Every record stays readable for as long as files
 * of its version are.
 */
@NullMarked
package io.hv.kvm.backend.saved;

import org.jspecify.annotations.NullMarked;
