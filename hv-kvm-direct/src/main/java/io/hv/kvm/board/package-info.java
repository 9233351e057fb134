/** Which devices a machine has, and how they are wired. */
@NullMarked
package io.hv.kvm.board;

import org.jspecify.annotations.NullMarked;
