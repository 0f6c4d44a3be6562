using Standpipe.Samples;

// Started without arguments it is the parent, with "child" the child that the parent starts from the same program.
return args is ["child"] ? Child.Run() : Parent.Run();
