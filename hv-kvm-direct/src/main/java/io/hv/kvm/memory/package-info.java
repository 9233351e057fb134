/**
 * The guest's RAM and the map of its physical addresses: who may touch which byte, and which pages have changed.
 */
@NullMarked
package io.hv.kvm.memory;

import org.jspecify.annotations.NullMarked;
