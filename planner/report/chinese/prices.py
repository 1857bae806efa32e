"""Chinese of the study of prices."""

PRICES: dict[str, str] = {
    "What compute and limits are worth: {workbook}": "算力与限额的价值：{workbook}",
    "Duals and re-solves": "对偶值与重新规划",
    "Comparative advantage": "比较优势",
    "units a year": "台/年",
    "The main ones are tried: the workbook is planned again with the limit, or the demand, a step larger. The error is "
    "that of the long-run dual against the plan made again, where whole numbers may change.": (
        "对主要者逐一检验：将限额或需求增大一步后重新规划。误差为长期对偶值与重新规划结果之差，后者的整数决策可以改变。"
    ),
    "The plan as it is": "现有方案",
    "Of what": "对象",
    "Name": "名称",
    "Step": "步长",
    "Saved by the dual, short run": "按短期对偶值的节省",
    "Saved by the dual, long run": "按长期对偶值的节省",
    "Saved by planning again": "重新规划的节省",
    "Error of the dual": "对偶值的误差",
    "What a step saves by the duals and by planning again, as present value; demand costs, and so is below 0. At least "
    "and at most: between the cheapest plans there are.": (
        "一步所节省的现值，按对偶值与按重新规划；需求会增加成本，故小于 0。至少与至多：就可能的最低成本方案而言。"
    ),
    "Against the mean": "与均值相比",
    "Hosts for others": "为他方承接",
    "Sends away": "送往他方",
    "Could host at": "可承接价格",
    "{workload}, {period}: {least} could host at {least_m}, {most} at {most_m} {unit}.": (
        "{period} {workload}：{least}可按 {least_m} 承接，{most}为 {most_m} {unit}。"
    ),
    "No limit and no demand was tried.": "未检验任何限额或需求。",
    "What keeps it from hosting": "不能承接的原因",
    "no chip there runs it": "当地没有可运行的芯片",
    "not ported to the chips there": "未移植到当地芯片",
    "no halls": "无机房",
    "no power": "无电力",
    "not opened": "未开设",
    "no chip for it adopted": "未引入可用芯片",
    "no room": "已满",
    "nobody else has such work": "他方无此类工作",
    "residency": "驻留要求",
    "no way that is short enough": "没有足够短的路径",
    "not on the platform": "未加入平台",
    "Regions by what a further PFLOPS would cost that runs there, the cheapest first: those below the mean are "
    "the ones to host a workload. Long run, at the margin, with the yes-no decisions of the plan; what is full "
    "counts what would have to make way. The price of compute is what its own demand costs, wherever it is "
    "served. Regions without a price cannot run more of it.": (
        "按在当地再运行 1 PFLOPS 的成本由低到高排列各地区：低于均值者宜于承接该类工作。"
        "为方案是非决策不变时的长期边际值；"
        "已满者计入须让位的工作。算力价格为该地区自身需求的成本，不论在何处服务。没有价格的地区无法再运行该类工作。"
    ),
    "There is no plan, or nothing in it has a price.": "没有方案，或其中没有任何价格。",
    "{probe}: {step} {unit} more save {saved} {money}.": "{probe}：增加 {step} {unit}可节省 {saved} {money}。",
    "No limit that was tried saves anything by a step.": "所检验的限额增大一步均无节省。",
    "{near} of {all} long-run duals are within {far} of planning again.": (
        "{all} 个长期对偶值中有 {near} 个与重新规划相差不超过 {far}。"
    ),
    "The worst: {probe}, by the dual {dual}, by planning again {saved} {money}.": (
        "误差最大者：{probe}，按对偶值 {dual}，按重新规划 {saved} {money}。"
    ),
    "What a step saves, by the dual and by planning again": "一步的节省：对偶值与重新规划",
    "Present value, in {money}; demand costs, and so is below 0.": "现值，单位：{money}；需求会增加成本，故小于 0。",
    "Energy": "能源",
    "Chips at their cost": "芯片成本",
    "Scarcity of chips": "芯片稀缺",
    "Halls at their cost": "机房成本",
    "Scarcity of halls": "机房稀缺",
    "Scarcity of power": "电力稀缺",
    "People": "人员",
    "Network at its cost": "网络成本",
    "Congestion": "拥塞",
    "Loss of sharing": "共享损耗",
    "Rent and penalties": "租用与罚金",
    "Other": "其他",
    "Parts of the price": "价格构成",
    "What the long-run price is made of: the work that serves the demand is followed to its chips, its power and "
    "its way. What a limit adds stands apart from what things cost: a quota, or having only old chips; the room "
    "for halls; the grid (power); full links (congestion). The parts add up to the price; what was not followed is "
    "other.": (
        "长期价格的构成：由满足需求的工作追溯到其芯片、电力和路径。限制所增加的部分与成本分列：配额或只有旧芯片；"
        "机房空间；电网（电力）；满载链路（拥塞）。各部分合计为价格，未追溯到的计入其他。"
    ),
    "What the price of {workload} is made of, {period}": "{period} {workload}的价格构成",
    "By region, in {unit}.": "按地区，单位：{unit}。",
}
