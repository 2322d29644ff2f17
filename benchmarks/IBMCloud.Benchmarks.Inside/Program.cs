using IBMCloud.Benchmarks.Inside;

return await InsideCommand.RunAsync(args);
