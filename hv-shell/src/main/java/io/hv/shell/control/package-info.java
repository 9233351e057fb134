/** How a command reaches a machine of another process: a Unix-domain socket of that process, which runs the command there. */
@NullMarked
package io.hv.shell.control;

import org.jspecify.annotations.NullMarked;
